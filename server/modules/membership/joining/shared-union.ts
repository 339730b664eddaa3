import type { Tx } from "#kernel/context";
import type { Language, SharedThing } from "#kernel/share/shareables";
import { findJoinable } from "./propose.store.ts";

const words: Record<Language, { title: string; offers: string[]; facts: { label: string; text: string }[] }> = {
  "zh-CN": {
    title: "加入工会",
    offers: ["手机上申请，三个工作日内答复"],
    facts: [{ label: "需要", text: "姓名、身份证号、手机号" }],
  },
  en: {
    title: "Join the union",
    offers: ["Apply on your phone; an answer within three working days"],
    facts: [{ label: "You need", text: "Name, ID number, phone number" }],
  },
};

/** The invitation to join a union, for its poster and its link; undefined when it takes no applications. */
export async function sharedUnion(tx: Tx, id: string, language: Language): Promise<SharedThing | undefined> {
  const union = await findJoinable(tx.db, id);
  if (union === undefined) return undefined;
  return { ...words[language], node: union.node, from: union.name, theme: "", isEnteredFor: false, coverFileId: null };
}
