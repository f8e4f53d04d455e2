import { groupTextStyles, statusVisual } from "../../shared/ticket-visuals";

/** The mark of a status in its colour, for menus (which paint bare icons grey). */
export function StatusIcon({ status }: { status: string }) {
  const { group, Icon } = statusVisual(status);
  return (
    <span className={groupTextStyles[group]}>
      <Icon aria-hidden strokeWidth={2.25} className="size-4" />
    </span>
  );
}
