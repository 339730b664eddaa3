import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const people: Translated<typeof source.people> = {
  title: "People",
  about: "Search by name, pinyin or phone.",
  total: "{{total}} people. Search by name, pinyin or phone.",
  search: "Name, pinyin (such as zw) or 11-digit phone",
  none: "Nobody found for “{{q}}”. Try pinyin initials or the whole 11-digit phone number.",
  empty: "Nobody here yet. “Add a person” writes down the first member.",
  add: "Add a person",
  added: "Added",
  firstPage: "First page",
  nextPage: "Next page",
  person: "Person",
  union: "Union",
  employmentForm: "Employment",
  tags: "Tags",
  identity: "Identity",
  verified: "Identity checked",
  notVerified: "Identity not checked yet",
  memberNumber: "Member number",
  noNumber: "none yet",
  noPhone: "none",
  primary: "Primary",
  history: "History",
  noHistory: "No records yet",
  newPhone: "New phone number",
  newPhoneFor: "New phone number for {{name}}",
  newNumber: "New number",
  newPhoneWarning:
    "Only when the old phone is lost and the member cannot change the number. Sign-ins and member codes of the old phone end at once; this touches 1 person.",
  howChecked:
    "Say how you checked who they are, for example “came in person with ID card”. It goes into the audit record.",
  phoneChanged: "Number changed; the old phone is signed out",
  form: {
    standard: "Employed",
    dispatched: "Agency work",
    flexible: "Flexible work",
    platform: "Platform work",
    retired: "Retired",
  },
};
