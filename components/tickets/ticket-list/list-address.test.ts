import { describe, expect, it } from "vitest";
import { isSameList, listHref, readAddress, ticketHref, toApiQuery, writeAddress } from "./list-address";

const links = [
  "",
  "status=OPEN,IN_PROGRESS&priority=CRITICAL",
  "status_not=RESOLVED,CLOSED&sort=sla_due_at&order=asc",
  "owner_id=me,none&tags_not=spam",
  "created_within=last_7_days",
  "from_date=2026-03-01&to_date=2026-03-12",
  "updated_from=2026-03-01",
  "due_to=2026-03-12",
  "response_status=paused,breached&next_response_status_not=on_track",
  "response_due_within=next_24_hours&sort=response_due_at&order=asc",
  "next_response_due_from=2026-03-01&next_response_due_to=2026-03-12",
  "my_work=true&search=late+shipment",
  "number=12,13&linked_id=BK-20931",
  "archived=any&merged=false&view=0198c0de-0000-7000-8000-000000000001",
];

describe("the address of the list", () => {
  it.each(links)("comes back as it was read: %s", (link) => {
    expect(writeAddress(readAddress(link))).toBe(link);
  });

  it("understands repeated parameters and drops what it does not know", () => {
    const address = readAddress("status=NEW&status=OPEN&utm_source=mail&sort=unknown&page=4");
    expect(writeAddress(address)).toBe("status=NEW,OPEN");
  });

  it("reads conditions in the order of the link, as the bar shows them", () => {
    const { filter } = readAddress("priority=LOW&search=x&created_within=today&status_not=NEW");
    expect(filter.search).toBe("x");
    expect(filter.conditions).toEqual([
      { field: "priority", operator: "is", values: ["LOW"] },
      { field: "created_at", operator: "within", values: ["today"] },
      { field: "status", operator: "is_not", values: ["NEW"] },
    ]);
  });

  it("asks the API without the view, which decides no rows", () => {
    expect(toApiQuery(readAddress("status=NEW&view=v1"))).toEqual({ status: "NEW" });
  });

  it("compares lists by their rows, not by their spelling", () => {
    expect(
      isSameList(readAddress("status=NEW&priority=LOW"), readAddress("priority=LOW&status=NEW&view=a")),
    ).toBe(true);
    expect(isSameList(readAddress("status=NEW"), readAddress("status=NEW&order=asc"))).toBe(false);
  });

  it("keeps the filters in the address of a ticket over the list", () => {
    const address = readAddress("status=NEW");
    expect(listHref(address)).toBe("/tickets?status=NEW");
    expect(ticketHref(4711, address)).toBe("/tickets/4711?status=NEW");
    expect(listHref(readAddress(""))).toBe("/tickets");
  });
});
