import { type OutgoingFile, VendorError } from "./adapter";

const megabyte = 1_048_576;

/** Before anything is sent: a vendor that is sent more breaks off in the middle and says little. */
export function checkSize(vendorName: string, files: readonly OutgoingFile[], mostMegabytes: number): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= mostMegabytes * megabyte) return;
  const which = files.length === 1 ? `The file ${files[0]?.name} has` : `The ${files.length} files have`;
  throw new VendorError(
    "invalid_request",
    `${which} ${(bytes / megabyte).toFixed(1)} MB, and ${vendorName} takes no more than ${mostMegabytes} MB. Delete what is too large from the message here and send it again, or put it there by hand.`,
  );
}
