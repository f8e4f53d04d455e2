import { Button } from "../ui/button";
import { DialogFooter } from "../ui/dialog";

interface RuleDialogFooterProps {
  submitLabel: string;
  isBusy: boolean;
  isTryable: boolean;
  /** Absent where a draft cannot be tried on the past. */
  onTry: (() => void) | undefined;
  onClose: () => void;
}

/** How a policy or a calendar is tried, left or saved. */
export function RuleDialogFooter({ submitLabel, isBusy, isTryable, onTry, onClose }: RuleDialogFooterProps) {
  return (
    <DialogFooter>
      {onTry && (
        <Button variant="ghost" className="mr-auto" disabled={!isTryable} onClick={onTry}>
          Try on the past
        </Button>
      )}
      <Button variant="ghost" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" variant="primary" isLoading={isBusy}>
        {submitLabel}
      </Button>
    </DialogFooter>
  );
}
