import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { PREFERENCES_COOKIE, parsePreferences } from "@/components/shared/preferences-cookie";
import { Providers } from "@/components/shared/providers";
import { nonceHeader } from "@/lib/platform/security-headers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Docket", template: "%s · Docket" },
  description: "The open-source ticket operations desk",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f7f5" },
    { media: "(prefers-color-scheme: dark)", color: "#0a0d0f" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const preferences = parsePreferences((await cookies()).get(PREFERENCES_COOKIE)?.value);
  const nonce = (await headers()).get(nonceHeader) ?? undefined;
  return (
    <html
      lang="en"
      data-density={preferences.density}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <Providers preferences={preferences} renderedAt={Date.now()} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
