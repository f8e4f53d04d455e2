import type { Server } from "node:net";
import { StartupError } from "@/lib/platform/startup-error";

/** Rejects with one sentence where the address cannot be had. */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new StartupError(
      `Port ${port} is already in use: stop the program that uses it or set PORT to another one.`,
    );
  if (error.code === "EACCES")
    return new StartupError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new StartupError(
      `HOST ${host} is not an address of this machine: set HOST to one that is, such as 127.0.0.1.`,
    );
  return error;
}
