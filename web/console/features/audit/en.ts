import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const audit: Translated<typeof source.audit> = {
  title: "Audit",
  about: "Who did what, and when. Records are only ever added, and signed every minute by a key outside the database.",
  empty: "No record fits. Widen the days or drop a filter.",
  actor: "By",
  action: "Action",
  object: "Object",
  objectId: "Object id",
  place: "Chain · no.",
  from: "From",
  to: "To",
  signed: "{{chains}} chains in order, last signed {{at}} (key {{key}}).",
  signedLongAgo:
    "{{chains}} chains were last signed {{at}} (key {{key}}). Ask the system administrator to check the server.",
  unsigned: "{{chains}} chains are not signed yet. The first signature comes a minute after the start.",
};
