-- When the vendor's list of deleted tickets was last read to its end: runs that find nothing changed ask for it once an hour.
alter table sync_connections add column deletions_read_at timestamptz(3);
