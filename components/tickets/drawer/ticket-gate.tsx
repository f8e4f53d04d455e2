"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ticketKeys } from "../ticket-queries";
import { DrawerBar } from "./drawer-header";
import { SensitiveGate } from "./sensitive-gate";
import { TicketDrawer, type TicketDrawerProps } from "./ticket-drawer";

/** A sensitive ticket as the server first shows it: closed, until a reason opens it. */
export function TicketGate(props: TicketDrawerProps) {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <TicketDrawer {...props} />;
  return (
    <>
      <div className="px-4 md:px-5">
        <DrawerBar number={props.number} />
      </div>
      <SensitiveGate
        ticketId={props.ticketId}
        number={props.number}
        onOpened={(ticket) => {
          client.setQueryData(ticketKeys.detail(props.ticketId), ticket);
          setIsOpen(true);
        }}
      />
    </>
  );
}
