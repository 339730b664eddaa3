import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const shell: Translated<typeof source.shell> = {
  home: "Home",
  code: "Member code",
  me: "Mine",
  navigation: "Main pages",
  network: "Network",
  offline: "No connection. Vouchers you have seen and your member code still work.",
  crashed: "This page could not be opened.",
  reload: "Open again",
  notFoundText: "The address may be mistyped, or the content was taken down.",
  notFound: "There is no such page",
  toHome: "Go to the home page",
  skip: "Skip to content",
};

export const home: Translated<typeof source.home> = {
  title: "Home",
  verified: "Verified",
  notVerified: "Not checked yet",
  number: "Member no. {{number}}",
  search: "Find campaigns and vouchers",
  searchAction: "Search",
  next: "Releases",
  calendar: "Coming releases",
  calendarEmpty: "Nothing is planned for the next two weeks. Please look again in a few days.",
  vouchers: "My vouchers",
  allVouchers: "All",
  campaigns: "Running campaigns",
  inbox: "Messages",
  unread_one: "{{count}} unread",
  unread_other: "{{count}} unread",
  today: "Today",
  tomorrow: "Tomorrow",
  services: "Services",
};

export const about: Translated<typeof source.about> = {
  title: "About",
  text: "Gonghui is the digital service of trade unions: vouchers, campaigns and messages in one place.",
  demo: "This is a demo. People, money and merchants are invented.",
  open: "Open source under the Apache-2.0 licence.",
  privacy: "The key of your member code stays in this phone. On a new phone, simply sign in again.",
};
