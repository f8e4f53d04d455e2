/** Something outside the program must change before it can run. The message is one sentence with the remedy. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
