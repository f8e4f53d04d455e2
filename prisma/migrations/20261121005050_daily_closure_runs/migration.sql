-- A person may ask for the count of a whole day, too.
alter table ticket_closure_runs drop constraint ticket_closure_runs_kind_check;
alter table ticket_closure_runs add constraint ticket_closure_runs_kind_check
  check (kind in ('hourly', 'daily', 'schedule', 'command_line'));
