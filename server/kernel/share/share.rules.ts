import type { Language, SharedThing } from "./shareables.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that stands for itself in HTML and in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");

const descriptionOf = (thing: SharedThing): string =>
  [...thing.offers.slice(0, 3), ...thing.facts.map(({ text }) => text)].join(" · ").slice(0, 200);

/** The tags by which chats and search engines show a link; `image` and `url` with their origin. */
export function openGraph(thing: SharedThing, { url, image }: { url: string; image: string }): string {
  const properties = [
    ["og:type", "website"],
    ["og:site_name", thing.from],
    ["og:title", thing.title],
    ["og:description", descriptionOf(thing)],
    ["og:url", url],
    ["og:image", image],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
  ] as const;
  return [
    `<title>${escapeHtml(thing.title)}</title>`,
    `<meta name="description" content="${escapeHtml(descriptionOf(thing))}" />`,
    ...properties.map(([name, content]) => `<meta property="${name}" content="${escapeHtml(content)}" />`),
  ].join("\n    ");
}

/** A page's HTML with the tags in the place of its title. */
export const withHead = (html: string, head: string): string => html.replace(/<title>[^<]*<\/title>/, () => head);

/** A few lines to paste into a group. */
export const textToCopy = (thing: SharedThing, link: string, language: Language): string => {
  const colon = language === "en" ? ": " : "：";
  return [
    `【${thing.from}】${thing.title}`,
    ...(thing.offers.length === 0 ? [] : [thing.offers.slice(0, 6).join(language === "en" ? ", " : "、")]),
    ...thing.facts.map(({ label, text }) => `${label}${colon}${text}`),
    link,
  ].join("\n");
};

/** What a poster says beside its code. */
export const posterTexts = (
  { isEnteredFor }: Pick<SharedThing, "isEnteredFor">,
  language: Language,
): { invitation: string; footnote: string } => {
  const { invitation, footnote, fair } = beside[language];
  return { invitation, footnote: isEnteredFor ? footnote + fair : footnote };
};

const beside: Record<Language, { invitation: string; footnote: string; fair: string }> = {
  "zh-CN": {
    invitation: "扫码或长按识别，立即参加",
    footnote: "用手机号登录即可，不用下载。",
    fair: "开抢前报名，先到后到机会一样。",
  },
  en: {
    invitation: "Scan or long-press the code to take part",
    footnote: "Sign in with your phone number; nothing to install.",
    fair: " Enter before it opens: early or late, chances are alike.",
  },
};
