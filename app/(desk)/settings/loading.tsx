import { SettingsSkeleton } from "@/components/people/settings-skeleton";

export default function Loading() {
  return <SettingsSkeleton />;
}
