import Link from "next/link";
import type { ReactNode } from "react";

export function ApiIntroduction() {
  return (
    <div className="max-w-prose space-y-3 text-sm">
      <p>
        Everything the pages do, programs can do too: the same operations, the same permissions. Create a
        token under{" "}
        <Link href="/settings/tokens" className="text-primary-text underline underline-offset-2">
          Settings, API tokens
        </Link>{" "}
        and send it as <Code>Authorization: Bearer …</Code>. A token can do what its person may do, narrowed
        by its scopes.
      </p>
      <ul className="list-disc space-y-1.5 pl-5">
        <li>
          Lists answer <Code>data</Code> and <Code>pagination</Code> with the exact <Code>total</Code>; pass{" "}
          <Code>next_cursor</Code> as <Code>cursor</Code> for the next page.
        </li>
        <li>
          Repeat a POST safely: the same <Code>Idempotency-Key</Code> is done once and answered with the first
          answer.
        </li>
        <li>
          Records carry a <Code>version</Code>. Send it, or <Code>If-Match</Code>, to be told when somebody
          was faster.
        </li>
        <li>
          <Code>RateLimit-Remaining</Code> comes with every answer; above the limit, wait for{" "}
          <Code>Retry-After</Code> seconds.
        </li>
        <li>
          A token can be limited to companies: made for a partner, it reads their tickets and nothing else.
        </li>
        <li>
          The same as a machine reads it:{" "}
          <a href="/api/v1/openapi.json" className="text-primary-text underline underline-offset-2">
            OpenAPI 3.1 document
          </a>
          .
        </li>
      </ul>
    </div>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="rounded-xs bg-muted px-1 py-0.5 font-mono text-xs">{children}</code>;
}
