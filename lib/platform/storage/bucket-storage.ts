import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { logger } from "../logger";
import { contentDisposition } from "./answer-file";
import { checkKey, type Storage } from "./contract";
import { fileError } from "./file-error";

/** Any S3 store. An object appears when all of it has arrived, so no draft is needed there. */
export function createBucketStorage(): Storage {
  const { S3_BUCKET } = env();
  const client = connect();
  const named = (key: string) => ({ Bucket: S3_BUCKET, Key: checkKey(key) });
  return {
    put: async (key, content) => {
      const source = new CountedSource();
      const Body = Readable.from(source.read(content), { objectMode: false });
      const upload = new Upload({ client, params: { ...named(key), Body } });
      await upload.done().catch((error) => refuse(error, source.error));
      return { size: source.size };
    },
    adopt: async (key, path) => {
      const { size } = await stat(path);
      const Body = createReadStream(path);
      await client
        .send(new PutObjectCommand({ ...named(key), Body, ContentLength: size }))
        .catch((error) => refuse(error));
      await rm(path, { force: true });
    },
    get: async (key, range) => {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const answer = await client
        .send(new GetObjectCommand({ ...named(key), Range }))
        .catch((error) => refuse(error));
      return answer.Body as Readable;
    },
    delete: async (key) => {
      await client.send(new DeleteObjectCommand(named(key))).catch((error) => refuse(error));
    },
    link: async (key, { fileName, mediaType, seconds }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...named(key),
          ResponseContentDisposition: contentDisposition(fileName),
          ResponseContentType: mediaType,
        }),
        { expiresIn: seconds },
      ),
  };
}

/** What fails is thrown and reported with its request; the client would print it once more. */
const report = (message: unknown) => logger.debug({ message }, "S3");
const quietLogger = { debug: () => undefined, info: () => undefined, warn: report, error: report };

function connect(): S3Client {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_FORCE_PATH_STYLE } = env();
  return new S3Client({
    region: S3_REGION,
    ...(S3_ENDPOINT && { endpoint: S3_ENDPOINT }),
    ...(S3_ACCESS_KEY_ID &&
      S3_SECRET_ACCESS_KEY && {
        credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
      }),
    // A host of one's own rarely answers to bucket.host names.
    forcePathStyle: S3_FORCE_PATH_STYLE ? S3_FORCE_PATH_STYLE === "true" : Boolean(S3_ENDPOINT),
    logger: quietLogger,
    // Stores other than Amazon's refuse the checksum trailers that newer clients send unasked.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}

/** Tells what went wrong in what was being read from what went wrong in the store. */
class CountedSource {
  size = 0;
  error: unknown;

  async *read(content: Readable): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        this.size += chunk.length;
        yield chunk;
      }
    } catch (error) {
      this.error = error;
      throw error;
    }
  }
}

function refuse(error: unknown, sourceError?: unknown): never {
  if (sourceError) throw fileError(sourceError);
  const { name, $metadata } = error as Partial<S3ServiceException>;
  if (name === "NoSuchKey" || $metadata?.httpStatusCode === 404) throw notFound("file");
  const known = fileError(error);
  if (known instanceof AppError) throw known;
  throw new AppError(
    "upstream_failed",
    "The file store did not answer properly, and nothing was kept. Try again; if it stays so, ask the person who runs Docket to check the S3 settings.",
    {},
    { cause: error },
  );
}
