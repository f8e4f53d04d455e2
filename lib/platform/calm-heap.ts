import { setFlagsFromString } from "node:v8";

let calmed = 0;

/**
 * V8 lets a busy heap grow to several times what is alive, so that reading a long file would look like a leak. Until
 * the returned function is called it collects sooner instead.
 */
export function calmHeap(): () => void {
  calmed += 1;
  if (calmed === 1) {
    setFlagsFromString("--heap-growing-percent=30");
    setFlagsFromString("--semi-space-growth-factor=1");
  }
  return () => {
    calmed -= 1;
    if (calmed > 0) return;
    setFlagsFromString("--heap-growing-percent=0");
    setFlagsFromString("--semi-space-growth-factor=2");
  };
}
