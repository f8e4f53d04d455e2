import { env } from "./env";
import { RequestFailed, sendGuarded } from "./guarded-request";

/** `id` is the same when a message is repeated, for providers that know repetitions by it. */
export type Sms = { id: string; to: string; text: string };
export type SmsOutcome =
  | { status: "sent"; receipt?: string }
  | { status: "retry"; error: string; retryAfterSeconds?: number }
  | { status: "failed"; error: string };

/** One way to hand a message to the telephone network. */
type SmsProvider = (sms: Sms) => Promise<SmsOutcome>;

export function isSmsConfigured(): boolean {
  return env().SMS_URL !== undefined;
}

export function sendSms(sms: Sms): Promise<SmsOutcome> {
  const provider = configuredProvider();
  return provider
    ? provider(sms)
    : Promise.resolve({ status: "failed", error: "No SMS provider is configured." });
}

function configuredProvider(): SmsProvider | null {
  const { SMS_URL } = env();
  return SMS_URL ? httpProvider(SMS_URL) : null;
}

/** Any provider with an HTTP interface: its fields come from SMS_BODY, filled with the message. */
function httpProvider(url: string): SmsProvider {
  return async (sms) => {
    const { SMS_FORMAT, SMS_AUTHORIZATION } = env();
    const fields = fillTemplate(sms);
    const isForm = SMS_FORMAT === "form";
    try {
      const answer = await sendGuarded({
        url,
        // The address is the operator's own choice.
        allowsPrivate: true,
        headers: {
          "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
          accept: "application/json",
          // Of a try that was cut off nobody knows whether it was sent: the next one says that it is the same.
          "idempotency-key": sms.id,
          ...(SMS_AUTHORIZATION && { authorization: SMS_AUTHORIZATION }),
        },
        body: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
      });
      return judge(answer.status, answer.excerpt, answer.retryAfterSeconds);
    } catch (error) {
      if (error instanceof RequestFailed) return { status: "retry", error: error.message };
      throw error;
    }
  };
}

function fillTemplate({ id, to, text }: Sms): Record<string, string> {
  const { SMS_BODY, SMS_FROM } = env();
  const values: Record<string, string> = { id, to, text, from: SMS_FROM };
  return Object.fromEntries(
    Object.entries(SMS_BODY).map(([field, template]) => [
      field,
      template.replaceAll(/\{(id|to|text|from)\}/g, (_, name: string) => values[name] ?? ""),
    ]),
  );
}

function judge(status: number, excerpt: string, retryAfterSeconds: number | undefined): SmsOutcome {
  if (status >= 200 && status < 300) return { status: "sent", receipt: excerpt.slice(0, 200) };
  const error = `The SMS provider answered ${status}: ${excerpt.slice(0, 200)}`;
  // A wrong login is repaired by the operator, a wrong number is not.
  const isTemporary = status >= 500 || [401, 403, 408, 429].includes(status);
  if (!isTemporary) return { status: "failed", error };
  return { status: "retry", error, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
