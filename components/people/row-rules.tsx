const rules: { title: string; words: string[] }[] = [
  {
    title: "Which tickets one sees",
    words: [
      "Admins, the CEO on call, HQ support, regional managers and ops managers see every ticket.",
      "Other staff see tickets they created, own or watch, and those waiting in their role's queue. Finance also sees every payment ticket.",
      "A franchise agent also sees every ticket of their franchise.",
      "Operators, shippers and drivers see the tickets they filed or are the requester of, and never an internal note.",
    ],
  },
  {
    title: "Who may work on a ticket",
    words: [
      "Its owner, anyone of the role whose queue it waits in, and anyone of a higher role change, escalate and resolve it. Its creator may change it too.",
      "Payment tickets are resolved by finance or an admin alone.",
      "A closed ticket stays closed: a follow-up is created instead.",
    ],
  },
  {
    title: "When a reason is asked for",
    words: [
      "Escalating, reopening, changing many tickets at once and closing a new ticket need a reason of at least 20 characters.",
      "A sensitive ticket opens for staff only after they state why; the reason is recorded and holds for an hour.",
    ],
  },
  {
    title: "Rank",
    words: [
      "From low to high: franchise and ops agents; finance and compliance; ops managers; regional managers; HQ support; CEO on call; admins.",
      "An API token can do what its scopes say, and never more than its person's role.",
    ],
  },
];

/** What the permissions alone do not say: each of these is checked for every ticket, in lib/tickets/access.ts. */
export function RowRules() {
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
      {rules.map(({ title, words }) => (
        <section key={title}>
          <h4 className="text-sm font-semibold">{title}</h4>
          <ul className="mt-1.5 grid list-disc gap-1.5 pl-4 text-sm text-muted-foreground marker:text-subtle-foreground">
            {words.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
