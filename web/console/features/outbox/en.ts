import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const outbox: Translated<typeof source.outbox> = {
  title: "Outbox",
  about: "A demo sends nothing: messages stay here. Updated every few seconds.",
  empty: "No messages yet. Ask for a code on the member page and it will appear here.",
  channelLabel: "Channel",
  channel: { sms: "SMS", inbox: "Inbox" },
  to: "To",
  text: "Text",
  sent: "Sent",
  failed: "Failed",
  waiting: "Waiting",
};
