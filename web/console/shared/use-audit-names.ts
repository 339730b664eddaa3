import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { audit } from "../features/audit/zh-CN.ts";
import { accountsQuery } from "./accounts.ts";
import { useMe } from "./me.ts";

/** The kinds of record that this page has a name for, as keys of texts. */
export const knownActions = Object.keys(audit.event) as (keyof typeof audit.event)[];

/** The names of actions and things of the audit record; what the page does not know yet is shown by its key. */
export function useAuditNames() {
  const { t } = useTranslation("console");
  const me = useMe();
  const accounts = useQuery({ ...accountsQuery, enabled: me?.permissions.includes("staff.view") === true });
  const nameOf = (accountId: string) =>
    me?.accountId === accountId ? me.name : accounts.data?.items.find(({ id }) => id === accountId)?.name;
  return {
    /** Who did it: accounts by name where one may see them, others by the end of their identifier. */
    actor: (actor: string) => {
      const [kind = "", id = ""] = actor.split(":");
      const known = (["system", "staff", "member", "till", "anonymous"] as const).find((one) => one === kind);
      if (!known) return actor;
      const name = known === "staff" ? nameOf(id) : undefined;
      if (name !== undefined) return name;
      return known === "system" || id === "" ? t(`audit.by.${known}`) : `${t(`audit.by.${known}`)} ${shortId(id)}`;
    },
    action: (action: string) => {
      const key = keyOf(action);
      return isKnown("event", key) ? t(`audit.event.${key as keyof typeof audit.event}`) : action;
    },
    thing: (type: string) => {
      const key = keyOf(type);
      return isKnown("thing", key) ? t(`audit.thing.${key as keyof typeof audit.thing}`) : type;
    },
  };
}

const keyOf = (name: string) => name.replace(/\./g, "_");
const isKnown = (group: "event" | "thing", key: string) => i18next.exists(`console:audit.${group}.${key}`);

/** The action as the server calls it: `staff_signed_in` is `staff.signed_in`. */
export const actionOf = (key: string) => key.replace("_", ".");

/** The end of an identifier tells things apart at a glance. */
export const shortId = (id: string) => (id.length > 12 ? `…${id.slice(-6)}` : id);
