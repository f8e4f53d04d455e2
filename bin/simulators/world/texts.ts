import type { Random } from "@/prisma/seed/random";

const things =
  "Outlook,the VPN,the label printer,the till,the file server,Wi-Fi in the warehouse,the X-ray workstation,my laptop,the phone system,two-factor sign-in,SharePoint,the backup job".split(
    ",",
  );
const troubles =
  "does not start,is very slow,asks for a password again and again,shows error 0x80070005,lost all settings,stopped after the update,works for everybody but me,disconnects every ten minutes".split(
    ",",
  );
const asks =
  "New starter on Monday: account and laptop,Please add me to the finance share,Licence for one more user,Guest access for the auditors,Move a phone number,Restore a deleted folder".split(
    ",",
  );
const said = {
  answer: [
    "It began this morning at about nine.",
    "We have restarted it twice, no change.",
    "Three colleagues see the same & nobody can work.",
    'The screenshot shows the message: "access denied <user>".',
    "Could somebody come by? We are on the 2nd floor — room 2.14.",
    "Danke für die schnelle Hilfe, das war wirklich dringend.",
    "Works again, thank you! 🎉",
    "Still the same after lunch, sorry.",
    "The serial number is on the back: 7C-4410-B.",
  ],
  reply: [
    "Thank you for writing, I am looking into it now.",
    "I have set the password anew and signed you out everywhere.",
    "Please restart the device once and tell me what the screen says.",
    "The part is ordered and arrives on Thursday; I will bring it by.",
    "This was caused by last night's update, which we have taken back.",
    "Could you send me the serial number? It is on the back of the device.",
    "It should work again; I leave the ticket open until you confirm.",
  ],
  note: [
    "Rebooted the switch, port 14 was flapping; watching it till tomorrow.",
    "Per phone: agreed to come on site between 10 and 12.",
    "Same cause as last week, see the problem record.",
    "Supplier case 48-2210 opened, they answer within 4 h.",
    "Customer is on the old contract: bill travel separately.",
  ],
};
type Voice = keyof typeof said;

export function makeSubject(random: Random): string {
  if (random.chance(0.3)) return random.pick(asks);
  const subject = `${random.pick(things)} ${random.pick(troubles)}`;
  return random.chance(0.05) ? `  ${subject}  ` : subject;
}

/** The shapes that mails come in, and some that trip up whoever reads HTML by hand. */
export function makeDescription(random: Random, voice: Voice = "answer"): string {
  const text = () => encoded(random.pick(said[voice]));
  const form = random.between(0, 11);
  if (form === 0) return `<div>Hi Team,<br/><br/>${text()}<br>${text()}<br/><br/>Regards,<br/>Andrea</div>`;
  if (form === 1)
    return `<table><tr><td>Site</td><td>North</td></tr><tr><td>Asset</td><td>PC-0${random.between(100, 999)}</td></tr></table><p>${text()}</p>`;
  if (form === 2) return `<div><h1>Report</h1><ul><li>${text()}</li><li>${text()}</li></ul></div>`;
  if (form === 3) return `<style>p{color:red}</style><p>${text()}</p><script>alert(1)</script>`;
  if (form === 4) return `<p># not a heading</p><p>${text()}</p><blockquote><p>${text()}</p></blockquote>`;
  if (form === 5) return Array.from({ length: 30 }, () => `<p>${text()} ${text()}</p>`).join("\n");
  return `<div><p>${text()}</p><p>${text()} ${text()}</p></div>`;
}

export function makeBody(random: Random, voice: Voice): string {
  const text = () => encoded(random.pick(said[voice]));
  return random.chance(0.15) ? makeDescription(random, voice) : `<div>${text()}<br>${text()}</div>`;
}

/** As the vendors make it: tags fall away, entities are decoded, white space shrinks. */
export function plainText(html: string): string {
  return html
    .replace(/<(style|script)>.*?<\/\1>/gs, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

function encoded(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
