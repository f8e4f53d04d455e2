import { listAddress, stepInList } from "../list-position";
import { withOpenTab } from "./use-drawer-tab";

// The address alone changes; the drawer follows it without a page from the server.

export function closeTicket(): void {
  window.history.pushState(null, "", listAddress());
}

/** To the next (1) or previous (-1) ticket of the list, with the tab that is open. */
export async function stepTo(number: string, direction: 1 | -1): Promise<void> {
  const address = await stepInList(number, direction);
  if (address) window.history.pushState(null, "", withOpenTab(address));
}
