import type { InngestFunction } from "inngest";
import { cleanUpFiles } from "./attachments/clean-up-files";
import { scheduleFileCleanUp } from "./attachments/schedule-file-clean-up";
import { cleanUpExports } from "./exports/clean-up-exports";
import { scheduleExportCleanUp } from "./exports/schedule-export-clean-up";
import { writeExport } from "./exports/write-export";

/** Every background function of Docket: one line each, the file named like its id. */
export const functions: readonly InngestFunction.Any[] = [
  writeExport,
  scheduleExportCleanUp,
  cleanUpExports,
  scheduleFileCleanUp,
  cleanUpFiles,
];
