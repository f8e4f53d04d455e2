import type { SimFile } from "../world/types";

let made = 51_000_000_000;

export function fileOf(name: string, type: string, size: number): SimFile {
  made += 1;
  return { id: made, name, type, size };
}

export function bytesOf(files: readonly SimFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** As Freshworks shows it beside a message. */
export function fileRecord({ id, name, type, size }: SimFile): Record<string, unknown> {
  return { id, content_type: type, size, name };
}
