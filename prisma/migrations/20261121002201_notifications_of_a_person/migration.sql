-- How much a person was told lately, without reading what everyone else was told in a flood.
create index notifications_person on notifications (organization_id, (coalesce(user_id, requester_id)), id desc);
