import { env } from "../env";
import type { Storage } from "./contract";
import { createLocalStorage } from "./local-storage";

let opened: { name: string; storage: Promise<Storage> } | undefined;

/** The storage the environment names. The S3 client is loaded only where it is needed. */
export function storage(): Promise<Storage> {
  const { S3_BUCKET, S3_ENDPOINT } = env();
  const name = S3_BUCKET ? `${S3_ENDPOINT} ${S3_BUCKET}` : "local";
  if (opened?.name !== name)
    opened = { name, storage: S3_BUCKET ? openBucket() : Promise.resolve(createLocalStorage()) };
  return opened.storage;
}

async function openBucket(): Promise<Storage> {
  const { createBucketStorage } = await import("./bucket-storage");
  return createBucketStorage();
}
