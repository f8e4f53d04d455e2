import { apiUrl } from "@/lib/platform/api-client";
import { type Sending, sendFile } from "../shared/send-file";
import type { ImportDetailData } from "./import-queries";

export type Upload = Sending<ImportDetailData>;

export function uploadFile(file: File, onProgress: (sent: number, total: number) => void): Upload {
  const url = apiUrl("/imports", {}, { file_name: file.name });
  return sendFile<ImportDetailData>(url, file, (sent) => onProgress(sent, file.size));
}
