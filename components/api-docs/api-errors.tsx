import type { ApiReference } from "@/lib/openapi/reference";

/** Every `type` of a problem points here: /api-docs#error-<code>. */
export function ApiErrors({ errors }: Pick<ApiReference, "errors">) {
  return (
    <section aria-labelledby="section-errors" className="mt-8">
      <h2 id="section-errors" className="mb-2 scroll-mt-4 text-lg font-semibold tracking-tight">
        Errors
      </h2>
      <dl className="divide-y rounded-lg border bg-surface">
        {errors.map(({ code, status, meaning }) => (
          <div
            key={code}
            id={`error-${code}`}
            className="scroll-mt-4 px-3 py-2.5 target:bg-primary-soft sm:grid sm:grid-cols-[13rem_1fr] sm:gap-4"
          >
            <dt className="text-sm">
              <a href={`#error-${code}`} className="font-mono font-medium hover:underline">
                {code}
              </a>{" "}
              <span className="tabular text-muted-foreground">{status}</span>
            </dt>
            <dd className="mt-0.5 text-sm sm:mt-0">{withCode(meaning)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Text between backticks is code. */
function withCode(text: string) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="font-mono text-xs">
        {part}
      </code>
    ),
  );
}
