"use client";

import { Moon, Rows3, Rows4, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { usePreferences } from "../shared/preferences";
import { IconButton } from "../ui/icon-button";

export function ViewSwitches() {
  const { setTheme } = useTheme();
  const { preferences, update } = usePreferences();
  const isCompact = preferences.density === "compact";
  return (
    <>
      <IconButton label="Light theme" onClick={() => setTheme("light")}>
        <Sun aria-hidden />
      </IconButton>
      <IconButton label="Dark theme" onClick={() => setTheme("dark")}>
        <Moon aria-hidden />
      </IconButton>
      <IconButton
        label={isCompact ? "Comfortable rows" : "Compact rows"}
        onClick={() => update({ density: isCompact ? "comfortable" : "compact" })}
      >
        {isCompact ? <Rows3 aria-hidden /> : <Rows4 aria-hidden />}
      </IconButton>
    </>
  );
}
