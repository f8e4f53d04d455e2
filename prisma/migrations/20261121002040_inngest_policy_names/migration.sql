-- They let an organization read, no more: another name than the tables' own policies, which are for every command.
alter policy organization on inngest.runs rename to own_runs;
alter policy organization on inngest.steps rename to own_steps;
