"use client";

import { Sheet, SheetContent } from "../ui/sheet";
import { AppRail, type AppRailProps } from "./app-rail";

export interface RailSheetProps extends Pick<AppRailProps, "user" | "nav"> {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The rail on a phone. */
export default function RailSheet({ isOpen, onOpenChange, user, nav }: RailSheetProps) {
  return (
    <Sheet open={isOpen} onOpenChange={onOpenChange}>
      <SheetContent side="left" title="Navigation" isTitleHidden className="bg-sidebar">
        <AppRail user={user} nav={nav} onNavigate={() => onOpenChange(false)} />
      </SheetContent>
    </Sheet>
  );
}
