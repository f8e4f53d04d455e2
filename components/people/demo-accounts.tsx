"use client";

import { ArrowRight, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { roleName } from "@/lib/platform/role-name";
import { Copyable } from "../shared/copyable";
import { Alert } from "../ui/alert";
import { Avatar } from "../ui/avatar";
import { signInWithPassword } from "./sign-in";

export interface DemoAccountsProps {
  accounts: { email: string; name: string; role: string }[];
  password: string;
  target: string;
}

/** One click signs in as anyone; the addresses and the password are there for the API and the curious. */
export function DemoAccounts({ accounts, password, target }: DemoAccountsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const enter = async (email: string) => {
    setBusy(email);
    setFailure(null);
    try {
      await signInWithPassword(email, password);
      location.assign(target);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "Signing in did not work. Try again.");
      setBusy(null);
    }
  };

  return (
    <section aria-labelledby="demo-accounts" className="p-3 sm:p-4">
      <div className="px-3 pt-3 pb-2 sm:px-4">
        <h2 id="demo-accounts" className="text-base font-semibold">
          Demo accounts
        </h2>
        <p className="mt-0.5 text-xs text-muted-foreground">
          Choose whose desk to see. Everyone's password is{" "}
          <Copyable value={password} name="password" className="font-mono text-foreground" />
        </p>
      </div>
      {failure && (
        <Alert tone="danger" className="mx-3 mb-2">
          {failure}
        </Alert>
      )}
      <ul>
        {accounts.map(({ email, name, role }) => (
          <li key={email}>
            <button
              type="button"
              disabled={busy !== null}
              aria-busy={busy === email}
              onClick={() => enter(email)}
              className="group flex w-full items-center gap-3 rounded-sm px-3 py-1.5 text-left transition-colors duration-100 hover:bg-hover disabled:cursor-default sm:px-4"
            >
              <Avatar name={name} seed={email} />
              <span className="min-w-0 flex-1 truncate">
                <span className="sr-only">Sign in as </span>
                <span className="font-medium">{roleName(role)}</span>
                <span className="ml-2 text-muted-foreground">{name}</span>
              </span>
              {busy === email ? (
                <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
              ) : (
                <ArrowRight
                  aria-hidden
                  className="size-4 text-subtle-foreground opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
                />
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
