import type { ExternalToast } from "sonner";

type Tone = "success" | "error" | "info" | "warning" | "loading";

const listeners = new Set<() => void>();
let isWanted = false;
let announceReady = () => {};
const ready = new Promise<void>((resolve) => {
  announceReady = resolve;
});

/**
 * Sonner is fetched with the first toast, not with the first page. Pass an `id` to replace a toast
 * that is already shown (progress, then its result).
 */
export const toast = {
  success: (message: string, options?: ExternalToast) => show("success", message, options),
  error: (message: string, options?: ExternalToast) => show("error", message, options),
  info: (message: string, options?: ExternalToast) => show("info", message, options),
  warning: (message: string, options?: ExternalToast) => show("warning", message, options),
  loading: (message: string, options?: ExternalToast) => show("loading", message, options),
  dismiss: async (id?: string | number) => {
    if (isWanted) (await import("sonner")).toast.dismiss(id);
  },
};

// Sonner drops a toast published before its Toaster listens, hence the wait for `ready`.
async function show(tone: Tone, message: string, options?: ExternalToast) {
  isWanted = true;
  for (const listener of listeners) listener();
  const [sonner] = await Promise.all([import("sonner"), ready]);
  sonner.toast[tone](message, options);
}

export const toasterDemand = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWanted: () => isWanted,
  announceReady: () => announceReady(),
};
