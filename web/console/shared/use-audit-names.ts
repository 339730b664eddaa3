import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { audit } from "../features/audit/zh-CN.ts";

/** The kinds of record that the server writes, as keys of texts. */
export const knownActions = Object.keys(audit.event) as (keyof typeof audit.event)[];

/** What the server says that ids are called, by "type:id". */
export type Names = Readonly<Record<string, string>>;

const typeOfActor: Readonly<Record<string, string>> = { staff: "staff_account", member: "person" };
const actors = ["system", "staff", "member", "till", "clerk", "anonymous"] as const;

/** The names of actors, actions and things of the audit record; what the page does not know yet is shown by its key. */
export function useAuditNames(names: Names = {}) {
  const { t } = useTranslation("console");
  const one = (part: string): string => {
    const [kind = "", id = ""] = part.split(":");
    const known = actors.find((actor) => actor === kind);
    if (!known) return part;
    if (known === "system") return systemName(id, t("audit.by.system"));
    const name = names[`${typeOfActor[kind] ?? kind}:${id}`];
    if (known === "staff" && name !== undefined) return name;
    return [t(`audit.by.${known}`), name ?? shortId(id)].filter(Boolean).join(" ");
  };
  return {
    /** Who did it: staff by name and login, members masked, a till with the clerk at it, the server's own work in words. */
    actor: (actor: string) => actor.split("/").map(one).join(" · "),
    action: (action: string) => textOf("event", keyOf(action)) ?? action,
    thing: (type: string) => textOf("thing", keyOf(type)) ?? type,
    /** What the thing is called, or the end of its identifier. */
    object: (type: string, id: string) => names[`${type}:${id}`] ?? shortId(id),
  };
}

/** The text of a group that may not know the key. */
export function textOf(group: "event" | "thing" | "bySystem" | "fact" | "word" | "field", key: string) {
  const path = `console:audit.${group}.${key}`;
  return i18next.exists(path) ? i18next.t(path as "console:audit.title") : undefined;
}

const systemName = (name: string, system: string) => {
  const text = textOf("bySystem", name.replace(/\W/g, "_"));
  return text === undefined ? system : `${system} · ${text}`;
};
const keyOf = (name: string) => name.replace(/\./g, "_");

/** The action as the server calls it: `staff_signed_in` is `staff.signed_in`. */
export const actionOf = (key: string) => key.replace("_", ".");

/** The end of an identifier tells things apart at a glance. */
export const shortId = (id: string) => (id.length > 12 ? `…${id.slice(-6)}` : id);
