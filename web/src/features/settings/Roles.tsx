/** What a person may do, per product or on all; and a password for them. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useRegistry } from "@/api/registry";
import { ROLES, type Role } from "@/api/types";
import { sessionQuery } from "@/features/session";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { ProblemLine } from "@/ui/Notice";
import { Popover } from "@/ui/Popover";
import { PasswordDialog } from "./Password";
import { useRegistryWrites } from "./useRegistryWrites";

export function Roles({ person, readOnly }: { person: { id: string; name: string }; readOnly: boolean }) {
  const queries = useQueryClient();
  const products = useRegistry("products");
  const grants = useRegistry("grants").filter(({ person_id }) => person_id === person.id);
  const writes = useRegistryWrites("grants");
  const [asking, setAsking] = useState(false);
  const where = (productId: string | undefined) => productId && products.find(({ id }) => id === productId)?.name;
  return (
    <span className="flex min-w-64 flex-wrap items-center gap-1 py-0.5">
      {grants.map((grant) => {
        const role = m.settings.roleOn(m.settings.roles[grant.role], where(grant.product_id));
        return (
          <span key={grant.id} title={m.settings.roleHelp[grant.role]} className="inline-flex h-6 items-center gap-1 rounded-md border border-line bg-surface pl-1.5 text-sm">
            {role}
            {readOnly ? (
              <span className="w-1" />
            ) : (
              <button
                type="button"
                aria-label={m.settings.roleRemove(role, person.name)}
                className="flex h-full items-center rounded-r-md px-1 text-faint hover:bg-hover hover:text-ink"
                onClick={() => void writes.remove(grant, m.settings.roleRemoved(person.name)).then(() => queries.invalidateQueries({ queryKey: sessionQuery.queryKey }))}
              >
                <CloseIcon width="12" height="12" />
              </button>
            )}
          </span>
        );
      })}
      {!readOnly && <GiveRole person={person} />}
      {!readOnly && <Button kind="quiet" className="!h-6 !px-1.5 text-sm" onClick={() => setAsking(true)}>{m.settings.setPassword}</Button>}
      {asking && <PasswordDialog person={person} onClose={() => setAsking(false)} />}
    </span>
  );
}

function GiveRole({ person }: { person: { id: string; name: string } }) {
  const products = useRegistry("products");
  const writes = useRegistryWrites("grants");
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>("contributor");
  const [product, setProduct] = useState("");
  const [error, setError] = useState<unknown>();
  const give = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await writes.add({ person_id: person.id, role, ...(product ? { product_id: product } : {}) }, m.settings.roleAdded(person.name));
      setOpen(false);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Popover label={m.settings.roleAdd} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet" className="!h-6 !px-1 text-sm"><PlusIcon />{m.settings.roleAdd}</Button>}>
      <form onSubmit={(event) => void give(event)} className="w-72 p-3">
        <Field label={m.settings.role} help={m.settings.roleHelp[role]}>
          {(control) => (
            <select {...control} className="field w-full" value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {ROLES.map((each) => <option key={each} value={each}>{m.settings.roles[each]}</option>)}
            </select>
          )}
        </Field>
        <Field label={fieldProduct}>
          {(control) => (
            <select {...control} className="field w-full" value={product} onChange={(event) => setProduct(event.target.value)}>
              <option value="">{m.settings.everything}</option>
              {products.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </select>
          )}
        </Field>
        <Button type="submit" kind="primary">{m.settings.roleAdd}</Button>
        <ProblemLine error={error} />
      </form>
    </Popover>
  );
}

const fieldProduct = m.settings.fields.product_id!;
