import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { projectRoot } from "./project";

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);
const compressible = /\.(m?js|css|svg|json|txt)$/;
// Below one network packet nothing is won.
const smallestBytes = 1_400;

/**
 * Writes a `.br` and a `.gz` beside every script and style of the build: best compression, paid once. Browsers ask for
 * brotli over https and on this machine only, so plain http gets gzip.
 */
export async function compressStatic(): Promise<void> {
  const folder = join(projectRoot, ".next/static");
  const files = (await readdir(folder, { recursive: true })).filter((name) => compressible.test(name));
  for (const name of files) {
    const content = await readFile(join(folder, name));
    if (content.length < smallestBytes) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(join(folder, `${name}.br`), await packBrotli(content, { params }));
    await writeFile(
      join(folder, `${name}.gz`),
      await packGzip(content, { level: constants.Z_BEST_COMPRESSION }),
    );
  }
}
