"use client";

import { Archive, Bell, Ellipsis, Plus, UserPlus } from "lucide-react";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { toast } from "../ui/toast";
import { Tooltip } from "../ui/tooltip";
import { Grid, Section, Specimen } from "./section";

const variants = ["primary", "secondary", "ghost", "danger", "danger-ghost", "link"] as const;
const sizes = ["xs", "sm", "md", "lg"] as const;
const tones = ["neutral", "outline", "primary", "info", "success", "warning", "danger"] as const;

export function ActionSections() {
  return (
    <Section title="Actions" about="A button says the act. One primary button to a view.">
      <Grid>
        <Specimen name="Button, variants">
          {variants.map((variant) => (
            <Button key={variant} variant={variant}>
              {variant === "danger" ? "Delete view" : "Assign ticket"}
            </Button>
          ))}
        </Specimen>
        <Specimen name="Button, sizes">
          {sizes.map((size) => (
            <Button key={size} size={size}>
              <Plus aria-hidden />
              New ticket
            </Button>
          ))}
        </Specimen>
        <Specimen name="Button, states">
          <Button disabled>Disabled</Button>
          <Button variant="primary" disabled>
            Disabled
          </Button>
          <Button isLoading>Assigning</Button>
          <Button variant="primary" isLoading>
            Saving
          </Button>
          <Button asChild variant="secondary">
            <a href="/design/list">See the sample list</a>
          </Button>
        </Specimen>
        <Specimen name="Icon button">
          <IconButton label="Notifications">
            <Bell aria-hidden />
          </IconButton>
          <IconButton label="Assign" keys="a" variant="secondary">
            <UserPlus aria-hidden />
          </IconButton>
          <IconButton label="New ticket" keys="c" variant="primary" size="md">
            <Plus aria-hidden />
          </IconButton>
          <IconButton label="Pressed" aria-pressed="true">
            <Archive aria-hidden />
          </IconButton>
          <IconButton label="Disabled" disabled>
            <Ellipsis aria-hidden />
          </IconButton>
        </Specimen>
        <Specimen name="Tooltip">
          <Tooltip content="Moves the ticket to the archive. It stays searchable." keys="shift+e">
            <Button>With a hint</Button>
          </Tooltip>
          <Tooltip content="On the right" side="right">
            <Button>To the side</Button>
          </Tooltip>
        </Specimen>
        <Specimen name="Toast">
          <Button onClick={() => toast.success("Ticket 4012 assigned to Jonas Lindqvist")}>Success</Button>
          <Button
            onClick={() =>
              toast.error("Ticket 4012 was changed by Priya a moment ago", {
                description: "Your reply is kept as a draft.",
                action: { label: "Show changes", onClick: () => toast.info("Status: open → resolved") },
              })
            }
          >
            Error
          </Button>
          <Button onClick={() => toast.warning("The SLA of ticket 4012 runs out in 5 minutes")}>
            Warning
          </Button>
        </Specimen>
        <Specimen name="Badge">
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </Specimen>
        <Specimen name="Avatar">
          {(["xs", "sm", "md", "lg"] as const).map((size) => (
            <Avatar key={size} size={size} name="Mira Okafor" />
          ))}
          {["Jonas Lindqvist", "Priya Raman", "Ana Beltrán", "Tomasz Zielinski", "李"].map((name) => (
            <Avatar key={name} name={name} size="md" />
          ))}
        </Specimen>
      </Grid>
    </Section>
  );
}
