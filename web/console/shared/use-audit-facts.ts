import { useTranslation } from "react-i18next";
import { type Names, shortId, textOf } from "./use-audit-names.ts";
import { useDutyName } from "./use-duty-name.ts";
import { useShow } from "./use-show.ts";

export interface Fact {
  key: string;
  label: string;
  value: string;
}

/** Identifiers that tell a reader nothing; they stand in the record itself. */
const hidden = new Set([
  ...["sessionId", "grantId", "topUpId", "subjectId", "bankAccountId", "mergeId", "transferId", "invitationId"],
  "decisionId",
]);
const otherwise: Readonly<Record<string, string>> = {
  ...{
    parentId: "organisation",
    fromId: "organisation",
    toId: "organisation",
    intoId: "organisation",
    membersTo: "organisation",
    by: "clerk",
    into: "quota",
  },
};
const typeOf = (key: string) =>
  otherwise[key] ?? key.replace(/Id$/, "").replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

/** The facts of an audit record in words: labels, names instead of ids, money, times. */
export function useAuditFacts(names: Names = {}) {
  const { t } = useTranslation("console");
  const show = useShow();
  const duty = useDutyName();
  const ofText = (key: string, text: string): string => {
    if (key === "duty") return duty.name(text);
    const name = names[`${typeOf(key)}:${text}`];
    if (name !== undefined) return name;
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return show.dayTime(text);
    return textOf("word", `${key}_${text.replace(/\W/g, "_")}`) ?? (isId(text) ? shortId(text) : text);
  };
  const ofList = (key: string, list: readonly unknown[]): string =>
    key === "claims"
      ? show.number(list.length)
      : list.map((one) => (key === "fields" ? (textOf("field", String(one)) ?? String(one)) : String(one))).join(", ");
  const inWords = (key: string, value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
    if (typeof value === "number")
      return key.endsWith("Fen") ? show.money(value) : key === "year" ? String(value) : show.number(value);
    if (typeof value === "string") return ofText(key, value);
    return Array.isArray(value) ? ofList(key, value) : JSON.stringify(value);
  };
  const list = (detail: unknown): Fact[] =>
    Object.entries(typeof detail === "object" && detail !== null ? detail : {})
      .filter(([key, value]) => !hidden.has(key) && value !== null && value !== "")
      .map(([key, value]) => ({ key, label: textOf("fact", key) ?? key, value: inWords(key, value) }));
  return {
    list,
    /** "Reason: lost phone · Sign-ins ended: 2" */
    inOneLine: (detail: unknown) =>
      list(detail)
        .map(({ label, value }) => t("audit.labelled", { label, value }))
        .join(" · "),
  };
}

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text);
