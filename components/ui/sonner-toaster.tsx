"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster } from "sonner";
import { toasterDemand } from "./toast";

// A default export is what React.lazy asks for.
export default function SonnerToaster() {
  const { resolvedTheme } = useTheme();
  useEffect(() => toasterDemand.announceReady(), []);
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      // Left of the drawer and above every bar of buttons (useToastClearance), so that nothing to press is covered.
      position="bottom-left"
      offset={{ left: "var(--toast-left)", bottom: "var(--toast-bottom)" }}
      mobileOffset={{ left: "1rem", right: "1rem", bottom: "var(--toast-bottom)" }}
      gap={8}
      visibleToasts={4}
      closeButton
      toastOptions={{
        style: {
          background: "var(--popover)",
          color: "var(--foreground)",
          border: "1px solid var(--border)",
          borderRadius: "10px",
          boxShadow: "var(--shadow-overlay)",
          fontFamily: "var(--font-geist-sans), sans-serif",
          fontSize: "13px",
        },
        classNames: {
          description: "text-muted-foreground!",
          actionButton: "bg-primary! text-primary-foreground! rounded-sm!",
          cancelButton: "bg-muted! text-foreground! rounded-sm!",
          closeButton: "bg-popover! text-muted-foreground! border-border!",
          success: "[&_[data-icon]]:text-success-text",
          error: "[&_[data-icon]]:text-danger-text",
          warning: "[&_[data-icon]]:text-warning-text",
          info: "[&_[data-icon]]:text-info-text",
        },
      }}
    />
  );
}
