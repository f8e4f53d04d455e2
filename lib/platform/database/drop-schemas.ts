/** Empties the database of its owner: the desk, and the embedded Inngest server's runs, which belong to it. */
export const dropSchemas =
  "drop schema if exists inngest cascade; drop schema public cascade; create schema public";
