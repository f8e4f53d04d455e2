import {
  File,
  FileArchive,
  FileAudio,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Image,
  type LucideIcon,
  Mail,
} from "lucide-react";

const icons: [type: RegExp, Icon: LucideIcon][] = [
  [/^image\//, Image],
  [/^video\//, FileVideo],
  [/^audio\//, FileAudio],
  [/spreadsheet|ms-excel|csv|tab-separated/, FileSpreadsheet],
  [/zip|7z|tar/, FileArchive],
  [/rfc822|outlook/, Mail],
  [/^text\/|pdf|word|document|json|xml|yaml|rtf|presentation|powerpoint/, FileText],
];

export function FileIcon({ type, className }: { type: string | null; className?: string }) {
  const Icon = icons.find(([pattern]) => pattern.test(type ?? ""))?.[1] ?? File;
  return <Icon aria-hidden className={className} />;
}
