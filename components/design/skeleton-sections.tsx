import { Progress } from "../ui/progress";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { Grid, Section, Specimen } from "./section";

const policies = [
  ["Critical", "15m", "4h"],
  ["High", "1h", "8h"],
  ["Medium", "4h", "24h"],
  ["Low", "8h", "72h"],
] as const;

export function SkeletonSections() {
  return (
    <Section title="Tables, loading and progress">
      <div className="overflow-hidden rounded-lg border bg-surface">
        <Table aria-label="SLA policies">
          <TableHeader>
            <TableRow>
              <TableHead>Priority</TableHead>
              <TableHead className="text-right">First response</TableHead>
              <TableHead className="text-right">Resolution</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {policies.map(([priority, response, resolution]) => (
              <TableRow key={priority}>
                <TableCell>{priority}</TableCell>
                <TableCell className="tabular text-right">{response}</TableCell>
                <TableCell className="tabular text-right">{resolution}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <Grid>
        <Specimen name="Skeleton" className="grid gap-2">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton />
          <Skeleton className="w-5/6" />
        </Specimen>
        <Specimen name="Progress" className="grid gap-3">
          <Progress label="Known" value={38} />
          <Progress label="Unknown" />
          <Progress label="Failed" value={71} tone="danger" />
        </Specimen>
      </Grid>
    </Section>
  );
}
