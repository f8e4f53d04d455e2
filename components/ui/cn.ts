import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// tailwind-merge would otherwise read our own sizes (text-2xs) as colours and drop one of the two.
const merge = extendTailwindMerge({
  extend: {
    theme: { text: ["2xs"], shadow: ["raised", "overlay"], animate: ["in", "out", "slide-in", "slide-out"] },
  },
});

export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
