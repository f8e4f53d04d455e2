import type { InngestFunction } from "inngest";

/** Every background function of Docket: one line each, the file named like its id. */
export const functions: readonly InngestFunction.Any[] = [];
