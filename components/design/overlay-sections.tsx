"use client";

import { Archive, ArrowUpRight, CircleCheck, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { Button } from "../ui/button";
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuTrigger,
} from "../ui/context-menu";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "../ui/dialog";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { Sheet, SheetClose, SheetContent, SheetTrigger } from "../ui/sheet";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { Grid, Section, Specimen } from "./section";

export function OverlaySections() {
  return (
    <Section title="Overlays and tabs" about="Focus goes in, stays in, and returns to where it was.">
      <Grid>
        <Specimen name="Menu, context menu, popover">
          <StatusMenu />
          <ContextMenu>
            <ContextMenuTrigger asChild>
              <Button variant="ghost">Right-click me</Button>
            </ContextMenuTrigger>
            <ContextMenuContent>
              <ContextMenuItem keys="a">
                <UserPlus aria-hidden />
                Assign
              </ContextMenuItem>
              <ContextMenuSeparator />
              <ContextMenuItem>
                <Archive aria-hidden />
                Archive
              </ContextMenuItem>
            </ContextMenuContent>
          </ContextMenu>
          <Popover>
            <PopoverTrigger asChild>
              <Button>Popover</Button>
            </PopoverTrigger>
            <PopoverContent className="p-3" aria-label="A popover">
              A small surface for one thought, anchored to what it is about.
            </PopoverContent>
          </Popover>
        </Specimen>
        <Specimen name="Dialog, confirmation, sheet">
          <SaveViewDialog />
          <CloseConfirmation />
          <Sheet>
            <SheetTrigger asChild>
              <Button>Sheet</Button>
            </SheetTrigger>
            <SheetContent title="Ticket 4012">
              <p className="p-4">The ticket drawer stands on this.</p>
              <SheetClose asChild>
                <Button className="mx-4 self-start">Back to the list</Button>
              </SheetClose>
            </SheetContent>
          </Sheet>
        </Specimen>
      </Grid>
      <Tabs defaultValue="overview">
        <TabsList aria-label="Sample tabs">
          <TabsTrigger value="overview">Overview</TabsTrigger>
          <TabsTrigger value="timeline" count={14}>
            Timeline
          </TabsTrigger>
          <TabsTrigger value="audit" disabled>
            Audit
          </TabsTrigger>
        </TabsList>
        <TabsContent value="overview">Facts, linked entity, requester.</TabsContent>
        <TabsContent value="timeline">Messages, notes and events in one stream.</TabsContent>
      </Tabs>
    </Section>
  );
}

function StatusMenu() {
  const [isWatching, setIsWatching] = useState(true);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>Status menu</Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-64">
        <DropdownMenuLabel>Move to</DropdownMenuLabel>
        <DropdownMenuItem keys="1">
          <CircleCheck aria-hidden />
          Resolved
        </DropdownMenuItem>
        <DropdownMenuItem disabled hint="Only a ticket that was resolved can be closed.">
          <Archive aria-hidden />
          Closed
        </DropdownMenuItem>
        <DropdownMenuItem keys="e">
          <ArrowUpRight aria-hidden />
          Escalate
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuCheckboxItem checked={isWatching} onCheckedChange={setIsWatching}>
          Watch this ticket
        </DropdownMenuCheckboxItem>
        <DropdownMenuItem tone="danger">
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function SaveViewDialog() {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Dialog</Button>
      </DialogTrigger>
      <DialogContent title="Save as a view" description="The filter, the sort and the columns are kept.">
        <DialogBody>
          <Input aria-label="Name of the view" placeholder="Critical and open" />
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <DialogClose asChild>
            <Button variant="primary">Save view</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function CloseConfirmation() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Confirmation</Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title="Close ticket 4012?"
        confirmLabel="Close ticket"
        tone="danger"
        reasonMinLength={20}
        onConfirm={async () => {
          await new Promise((resolve) => setTimeout(resolve, 600));
          throw new Error("The ticket was reopened by Priya a moment ago. Look at it first.");
        }}
      >
        A closed ticket is final; a follow-up can be linked to it.
      </ConfirmDialog>
    </>
  );
}
