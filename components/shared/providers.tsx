"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { Toaster } from "../ui/toaster";
import { TooltipLayer } from "../ui/tooltip-layer";
import { PreferencesProvider } from "./preferences";
import type { Preferences } from "./preferences-cookie";

export interface ProvidersProps {
  preferences: Preferences;
  renderedAt: number;
  /** For the script that sets the theme before the first paint. */
  nonce: string | undefined;
  children: ReactNode;
}

export function Providers({ preferences, renderedAt, nonce, children }: ProvidersProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider initial={preferences} renderedAt={renderedAt}>
          {children}
          <TooltipLayer />
          <Toaster />
        </PreferencesProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && !isRefusal(error),
      },
    },
  });
}

// Asking again cannot change a 4xx; only a lost connection or a 5xx deserves a retry.
function isRefusal(error: unknown): boolean {
  const { problem } = error as { problem?: { status?: number } };
  return problem?.status !== undefined && problem.status < 500;
}
