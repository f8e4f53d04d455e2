import { type Analyzed, analyzeFile } from "./analyze-file";
import { receiveFile, removeFile, type StoredFile } from "./import-files";

export type ReceivedImport = { id: string; file_name: string; file: StoredFile; analyzed: Analyzed };

/** Takes in an upload and looks through it, before any transaction: both may last longer than one may. */
export async function receiveImport(request: Request, fileName: string): Promise<ReceivedImport> {
  const id = crypto.randomUUID();
  const file = await receiveFile(request, id);
  try {
    return { id, file_name: fileName, file, analyzed: await analyzeFile(file.path) };
  } catch (error) {
    await removeFile(file.path);
    throw error;
  }
}
