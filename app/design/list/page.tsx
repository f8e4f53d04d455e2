import { SampleList } from "@/components/design/sample-list";

export default function DesignListPage() {
  return <SampleList />;
}
