import { Check } from "lucide-react";
import { Fragment } from "react";
import {
  type Permission,
  permissionRoles,
  type Role,
  requesterRoles,
  staffRoles,
} from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import { cn } from "../ui/cn";
import { Table } from "../ui/table";
import { permissionGroups, permissionWords } from "./permission-words";

// Highest first: the eye starts at whoever may do most.
const columns: readonly Role[] = [...[...staffRoles].reverse(), ...requesterRoles];

/** Permission × role, read from the table that the API itself asks. */
export function RoleMatrix({ ownRole }: { ownRole: string }) {
  return (
    <div className="overflow-hidden rounded-md border bg-surface">
      <Table aria-label="Permissions by role" className="border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-10 border-b bg-surface px-3 text-left align-bottom">
              <span className="sr-only">Permission</span>
            </th>
            {columns.map((role) => (
              <th
                key={role}
                scope="col"
                className={cn(
                  "h-32 min-w-9 border-b pb-2.5 text-center align-bottom text-xs font-medium text-muted-foreground",
                  role === ownRole && "bg-selected text-foreground",
                )}
              >
                <span className="inline-block rotate-180 whitespace-nowrap [writing-mode:vertical-rl]">
                  {roleName(role)}
                  {role === ownRole && " (you)"}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionGroups().map((group) => (
            <Fragment key={group.noun}>
              <tr>
                <th
                  scope="colgroup"
                  colSpan={columns.length + 1}
                  className="border-b bg-muted px-3 py-1.5 text-left text-xs font-semibold"
                >
                  <span className="sticky left-3">{group.name}</span>
                </th>
              </tr>
              {group.permissions.map((permission) => (
                <PermissionRow key={permission} permission={permission} ownRole={ownRole} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function PermissionRow({ permission, ownRole }: { permission: Permission; ownRole: string }) {
  const holders: readonly string[] = permissionRoles[permission];
  return (
    <tr className="group">
      <th
        scope="row"
        className="sticky left-0 z-10 border-r border-b bg-surface px-3 py-1.5 text-left font-normal group-last:border-b-0 group-hover:bg-hover"
      >
        <span className="flex min-w-36 flex-wrap items-baseline justify-between gap-x-4">
          {permissionWords[permission]}
          <code className="font-mono text-2xs text-subtle-foreground">{permission}</code>
        </span>
      </th>
      {columns.map((role) => {
        const isHeld = holders.includes(role);
        return (
          <td
            key={role}
            className={cn(
              "border-b text-center group-hover:bg-hover",
              role === ownRole && "bg-selected group-hover:bg-selected",
            )}
          >
            {isHeld ? (
              <Check aria-hidden className="mx-auto size-4 text-success-text" />
            ) : (
              <span aria-hidden className="text-subtle-foreground">
                ·
              </span>
            )}
            <span className="sr-only">{isHeld ? "Yes" : "No"}</span>
          </td>
        );
      })}
    </tr>
  );
}
