"use client";

import { ExternalLink, ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Copyable } from "@/components/shared/copyable";
import { RelativeTime } from "@/components/shared/relative-time";
import { Badge } from "@/components/ui/badge";
import { roleName } from "@/lib/platform/role-name";
import { type LinkedType, linkedTypeName, loadEntities, loadFranchises } from "../option-loaders";
import type { TicketData } from "../ticket-queries";
import { ownerName, sentenceCase } from "../ticket-words";
import { ChoiceEditor } from "./choice-editor";
import { Section } from "./section";
import { TagsEditor } from "./tags-editor";

/** What there is to know about a ticket, as a list of names and values. */
export function TicketFacts({ ticket }: { ticket: TicketData }) {
  const creator = ticket.created_by_name ?? roleName(ticket.created_by_role);
  return (
    <Section title="Facts">
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 gap-y-1.5 text-sm">
        <Fact name="Owner">
          {ownerName(ticket)}
          {ticket.owner_name && ticket.owner_role && (
            <span className="block text-xs text-muted-foreground">{roleName(ticket.owner_role)}</span>
          )}
        </Fact>
        <Fact name="Tags">
          <TagsEditor key={ticket.id} ticket={ticket} />
        </Fact>
        <Fact name="Linked to">
          <LinkEditor key={ticket.id} ticket={ticket} />
        </Fact>
        <Fact name="Franchise">
          <FranchiseEditor key={ticket.id} ticket={ticket} />
        </Fact>
        <Fact name="Created">
          <RelativeTime instant={ticket.created_at} /> by {creator}
        </Fact>
        <Fact name="Updated">
          <RelativeTime instant={ticket.updated_at} />
        </Fact>
        {ticket.resolved_at && (
          <Fact name="Resolved">
            <RelativeTime instant={ticket.resolved_at} />
          </Fact>
        )}
        {ticket.closed_at && (
          <Fact name="Closed">
            <RelativeTime instant={ticket.closed_at} />
          </Fact>
        )}
        {ticket.sla_escalation_level > 0 && (
          <Fact name="Escalation">Level {ticket.sla_escalation_level} of the chain</Fact>
        )}
        {ticket.severity && <Fact name="Severity">{sentenceCase(ticket.severity)}</Fact>}
        {ticket.is_sensitive && (
          <Fact name="Access">
            <Badge tone="warning">
              <ShieldAlert aria-hidden />
              Sensitive
            </Badge>
          </Fact>
        )}
        {ticket.external_id && (
          <Fact name={sentenceCase(ticket.source)}>
            <Copyable value={ticket.external_id} name="external id" className="font-mono text-xs" />
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-muted-foreground">{name}</dt>
      <dd className="min-w-0 py-0.5 wrap-anywhere">{children}</dd>
    </>
  );
}

function None() {
  return <span className="text-subtle-foreground">None</span>;
}

function FranchiseEditor({ ticket }: { ticket: TicketData }) {
  const { franchise } = ticket;
  return (
    <ChoiceEditor
      ticket={ticket}
      name="franchise"
      value={franchise && { value: franchise.id, label: franchise.name, hint: franchise.code }}
      loadOptions={loadFranchises}
      placeholder="Name or code"
      choose={(option) => ({
        fields: { assigned_franchise_id: option?.value ?? null },
        shown: {
          franchise: option && { id: option.value, name: option.label, code: option.hint ?? "" },
        },
      })}
    >
      {franchise ? `${franchise.name} (${franchise.code})` : <None />}
    </ChoiceEditor>
  );
}

function LinkEditor({ ticket }: { ticket: TicketData }) {
  const { linked_type: type, linked_id: id, linked_entity: entity } = ticket;
  return (
    <ChoiceEditor
      ticket={ticket}
      name="link"
      value={type && id ? { value: `${type}:${id}`, label: entity?.label ?? id } : null}
      loadOptions={loadEntities}
      placeholder="Number or name of what it is about"
      choose={(option) => {
        const [picked, ...rest] = option?.value.split(":") ?? [];
        const linked_type = picked ? (picked as LinkedType) : null;
        return {
          fields: { linked_type, linked_id: linked_type && rest.join(":") },
          shown: { linked_entity: null },
        };
      }}
    >
      <LinkedEntity ticket={ticket} />
    </ChoiceEditor>
  );
}

function LinkedEntity({ ticket }: { ticket: TicketData }) {
  const { linked_entity: entity, linked_type: type, linked_id: id } = ticket;
  if (!type || !id) return <None />;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-1.5">
        <span className="text-muted-foreground">{linkedTypeName(type)}</span>
        <Copyable value={id} name={`${type} id`} className="font-mono text-xs" />
        {entity?.url && (
          <a
            href={entity.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-0.5 text-primary-text hover:underline"
          >
            Open
            <ExternalLink aria-hidden className="size-3" />
            <span className="sr-only"> in a new tab</span>
          </a>
        )}
      </span>
      {entity && entity.label !== id && <span className="block">{entity.label}</span>}
      {entity?.detail && <span className="block text-xs text-muted-foreground">{entity.detail}</span>}
    </>
  );
}
