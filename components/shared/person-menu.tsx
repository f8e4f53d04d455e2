"use client";

import { CircleUser, Globe, LogOut, Monitor, Moon, Rows3, Rows4, Sun } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import type { LazyMenuContentProps } from "./lazy-menu";
import { usePreferences } from "./preferences";
import type { Density } from "./preferences-cookie";
import type { ShellUser } from "./shell-types";
import { TimeZoneDialog } from "./time-zone-dialog";

export interface PersonMenuProps extends LazyMenuContentProps {
  user: ShellUser;
  profileHref?: string;
  onSignOut: () => void;
}

export default function PersonMenu({ trigger, defaultOpen, user, profileHref, onSignOut }: PersonMenuProps) {
  const { theme = "system", setTheme } = useTheme();
  const { preferences, timeZone, update } = usePreferences();
  const [isZoneOpen, setIsZoneOpen] = useState(false);

  return (
    <>
      <DropdownMenu defaultOpen={defaultOpen}>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-64">
          <div className="px-2 py-1.5">
            <p className="truncate font-medium">{user.name}</p>
            <p className="truncate text-xs text-muted-foreground">{user.email}</p>
            <p className="truncate text-xs text-muted-foreground">
              {user.role} at {user.organization_name}
            </p>
          </div>
          <DropdownMenuSeparator />
          {profileHref && (
            <DropdownMenuItem asChild>
              <Link href={profileHref}>
                <CircleUser aria-hidden />
                Profile
              </Link>
            </DropdownMenuItem>
          )}
          <ChoiceSub icon={<Sun aria-hidden />} label="Theme" value={theme} onValueChange={setTheme}>
            <Choice value="system" icon={<Monitor aria-hidden />} label="As the system" />
            <Choice value="light" icon={<Sun aria-hidden />} label="Light" />
            <Choice value="dark" icon={<Moon aria-hidden />} label="Dark" />
          </ChoiceSub>
          <ChoiceSub
            icon={<Rows3 aria-hidden />}
            label="Density"
            value={preferences.density}
            onValueChange={(density) => update({ density: density as Density })}
          >
            <Choice value="compact" icon={<Rows4 aria-hidden />} label="Compact" />
            <Choice value="comfortable" icon={<Rows3 aria-hidden />} label="Comfortable" />
          </ChoiceSub>
          <DropdownMenuItem onSelect={() => setIsZoneOpen(true)}>
            <Globe aria-hidden />
            Time zone
            <span className="ml-auto truncate pl-3 text-xs text-muted-foreground">{timeZone}</span>
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={onSignOut}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <TimeZoneDialog isOpen={isZoneOpen} onOpenChange={setIsZoneOpen} organizationZone={user.time_zone} />
    </>
  );
}

interface ChoiceSubProps {
  icon: ReactNode;
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  children: ReactNode;
}

function ChoiceSub({ icon, label, value, onValueChange, children }: ChoiceSubProps) {
  return (
    <DropdownMenuSub>
      <DropdownMenuSubTrigger>
        {icon}
        {label}
      </DropdownMenuSubTrigger>
      <DropdownMenuSubContent>
        <DropdownMenuLabel>{label}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={value} onValueChange={onValueChange}>
          {children}
        </DropdownMenuRadioGroup>
      </DropdownMenuSubContent>
    </DropdownMenuSub>
  );
}

// The menu stays open, so that the effect of one choice can be seen before the next.
function Choice({ value, icon, label }: { value: string; icon: ReactNode; label: string }) {
  return (
    <DropdownMenuRadioItem value={value} onSelect={(event) => event.preventDefault()}>
      {icon}
      {label}
    </DropdownMenuRadioItem>
  );
}
