-- Which signing key an app registered with: a server that has another cannot call it, and leaves its work alone.
alter table inngest.apps add column key_digest text;
