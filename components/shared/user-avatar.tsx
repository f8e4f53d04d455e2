import { UserRoundX } from "lucide-react";
import { Avatar, type AvatarProps } from "../ui/avatar";
import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";

export interface UserAvatarProps {
  person: { id: string; name: string; avatar_url?: string | null } | null | undefined;
  hasName?: boolean;
  size?: AvatarProps["size"];
  /** What an empty seat is called. */
  fallback?: string;
  className?: string;
}

export function UserAvatar({
  person,
  hasName = false,
  size = "sm",
  fallback = "Nobody",
  className,
}: UserAvatarProps) {
  const name = person?.name ?? fallback;
  return (
    <span
      className={cn("inline-flex max-w-full min-w-0 items-center align-middle gap-1.5", className)}
      {...(hasName ? {} : tooltip(name))}
    >
      {person ? (
        <Avatar name={person.name} seed={person.id} imageUrl={person.avatar_url} size={size} />
      ) : (
        <span
          aria-hidden
          className="grid size-5.5 shrink-0 place-items-center rounded-full border border-dashed border-control text-subtle-foreground"
        >
          <UserRoundX className="size-3" />
        </span>
      )}
      <span className={hasName ? cn("truncate", !person && "text-subtle-foreground") : "sr-only"}>
        {name}
      </span>
    </span>
  );
}
