import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export type SchemaEngine = glue.SchemaEngine;

export type SchemaEngineOptions = {
  url: string;
  /** Sees every script before it runs and returns what is sent. */
  onScript?: (script: string) => string;
  /** Hears what PostgreSQL said; the engine's own errors hide it. */
  onError?: (error: Error) => void;
};

type GlueExports = typeof glue & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

let instantiated: Promise<void> | undefined;

/** Prisma's schema engine as WebAssembly: migrations need no downloaded program. */
export async function withSchemaEngine<Result>(
  options: SchemaEngineOptions,
  run: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  instantiated ??= instantiate();
  await instantiated;
  const pool = new pg.Pool({ connectionString: options.url, max: 2, application_name: "docket migrate" });
  pool.on("error", () => undefined);
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptAdapter(pool, options));
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
    try {
      return await run(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

async function instantiate(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(path.replace(/\.js$/, ".wasm"));
  const imports = Object.fromEntries(
    Object.entries(glue).map(([name, value]) => [name, asImport(name, value)]),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": imports });
  (glue as GlueExports).__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/** The engine never clears the timer that guards its lock: it must not keep a finished process alive. */
function asImport(name: string, value: unknown): WebAssembly.ImportValue {
  if (!name.startsWith("__wbg_setTimeout")) return value as WebAssembly.ImportValue;
  return (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds).unref();
}

/**
 * The stock adapter splits scripts at every semicolon, which tears function bodies apart. Sent whole, a script
 * is also one implicit transaction: it happens entirely or not at all.
 */
class WholeScriptAdapter extends PrismaPg {
  readonly #pool: pg.Pool;
  readonly #options: SchemaEngineOptions;

  constructor(pool: pg.Pool, options: SchemaEngineOptions) {
    super(pool);
    this.#pool = pool;
    this.#options = options;
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const { onScript = (script: string) => script, onError } = this.#options;
    const executeScript: SqlDriverAdapter["executeScript"] = async (script) => {
      try {
        await this.#pool.query(onScript(script));
      } catch (error) {
        onError?.(error as Error);
        throw error;
      }
    };
    const queryRaw = adapter.queryRaw.bind(adapter);
    return Object.assign(adapter, {
      executeScript,
      queryRaw: (query: SqlQuery) => readConstraintTypes(queryRaw, query),
    });
  }
}

const charColumns = ["constraint_type", "confdeltype", "confupdtype"];

/** The engine reads catalog columns of type "char", which the stock adapter does not know. */
async function readConstraintTypes(queryRaw: SqlDriverAdapter["queryRaw"], query: SqlQuery) {
  const sql = query.sql.replace(/\b(con|constr)\.(contype|confdeltype|confupdtype)\b/g, "$&::text");
  const result = await queryRaw({ ...query, sql });
  for (const [index, name] of result.columnNames.entries())
    if (charColumns.includes(name)) result.columnTypes[index] = ColumnTypeEnum.Character;
  return result;
}
