/** Hands a file that was answered to the browser, under the name the server gave it. */
export async function saveAnswer(response: Response): Promise<void> {
  save(await response.blob(), nameOf(response.headers.get("content-disposition") ?? ""));
}

export function saveMarkdown(text: string, name: string): void {
  save(new Blob([text], { type: "text/markdown;charset=utf-8" }), name);
}

function save(file: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

function nameOf(disposition: string): string {
  const encoded = disposition.match(/filename\*=UTF-8''([^;]+)/)?.[1];
  return encoded ? decodeURIComponent(encoded) : "tickets.md";
}
