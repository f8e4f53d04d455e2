export const menuContentStyles =
  "z-50 max-h-(--radix-popper-available-height) min-w-44 animate-in scroll-slim overflow-y-auto rounded-md bg-popover p-1 text-sm text-foreground shadow-overlay outline-none";

export const menuItemStyles =
  "relative flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-muted [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted-foreground";

export const menuDangerStyles = "text-danger-text data-highlighted:bg-danger-soft [&>svg]:text-danger-text";

export const menuLabelStyles = "px-2 pt-1.5 pb-1 text-xs font-medium text-subtle-foreground";
