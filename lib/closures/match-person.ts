export type Candidate = { id: string; name: string; email: string };
export type Match = { kind: "linked" | "proposed"; user_id: string } | { kind: "none" };

/**
 * Whom an external agent may be. An equal e-mail address, username or full name of exactly one person links; a first name
 * with a fitting initial, or a first name that only one person has, is no more than a proposal for somebody to confirm.
 */
export function matchPerson(
  agent: { name: string; email: string | null },
  people: readonly Candidate[],
): Match {
  const name = normalize(agent.name);
  const email = agent.email?.trim().toLowerCase();
  const tests: ((person: Candidate) => boolean)[] = [
    (person) => email !== undefined && person.email.toLowerCase() === email,
    (person) => person.email.toLowerCase() === name || localPart(person.email) === name,
    (person) => normalize(person.name) === name,
  ];
  for (const test of tests) {
    const found = people.filter(test);
    const [only] = found;
    if (only && found.length === 1) return { kind: "linked", user_id: only.id };
    if (found.length > 1) return { kind: "none" };
  }
  return propose(name, people);
}

function propose(name: string, people: readonly Candidate[]): Match {
  const [first = "", ...rest] = name.split(" ");
  if (first.length < 2) return { kind: "none" };
  const last = rest.at(-1)?.replaceAll(".", "") ?? "";
  const fitting = people.filter((person) => {
    const [firstName, ...others] = normalize(person.name).split(" ");
    return firstName === first && (others.at(-1) ?? "").startsWith(last);
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { kind: "proposed", user_id: only.id } : { kind: "none" };
}

function normalize(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

function localPart(email: string): string {
  return email.toLowerCase().split("@")[0] ?? "";
}
