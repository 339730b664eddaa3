import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const organisations: Translated<typeof source.organisations> = {
  title: "Organisations",
  about: "From the province and the city down to counties and units. The numbers are members.",
  empty: "No organisation yet. The first is made by the administrator's command at installation.",
  find: "Find by name or pinyin",
  choose: "Choose an organisation on the left to see where it stands and how many it counts, or to add one below it.",
  kindLabel: "Kind",
  kind: {
    province: "Provincial union",
    city: "City union",
    county: "County union",
    unit: "Union of a unit",
    merchant: "Merchant",
  },
  members: "Members",
  children: "Organisations below",
  seePeople: "See its people",
  add: "Add one below",
  sameName: "There is one of this name here already: make sure that it is another one",
  addBelow: "Add below “{{name}}”",
  added: "Added",
  rename: "Rename",
  renamed: "Renamed",
  renameTitle: "Rename “{{name}}”",
  shortName: "Short name",
  shortNameHelp: "For narrow places on phones.",
};
