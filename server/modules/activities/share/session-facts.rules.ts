import { momentText, timeText } from "#kernel/share/moments.rules";
import type { Language } from "#kernel/share/shareables";

export interface SessionToTell {
  film: { language: string; minutes: number | null } | undefined;
  endsAt: Date;
  /** When its seats are given out, or null when they are already. */
  opensAt: Date | null;
  mode: "grab" | "draw" | "first_come";
  hall: { place: string; name: string; address: string };
  /** Who may come, in words. */
  audience: string;
}

/** Until when, where, how one gets in and for whom, in a poster's few words. Pure. */
export function factsOf(session: SessionToTell, language: Language): { label: string; text: string }[] {
  const say = texts[language];
  const { film, endsAt, opensAt, mode, hall, audience } = session;
  const minutes = film?.minutes == null ? "" : say.minutes(film.minutes);
  return [
    { label: say.film, text: [film?.language ?? "", minutes].filter((part) => part !== "").join(say.and) },
    { label: say.ends, text: timeText(endsAt) },
    {
      label: say.where,
      text: [`${hall.place} ${hall.name}`.trim(), hall.address].filter((part) => part !== "").join(say.at),
    },
    { label: say.opens, text: opensAt === null ? say.open : say[mode](momentText(opensAt, language)) },
    { label: say.who, text: audience },
  ].filter(({ text }) => text !== "");
}

type Texts = Record<"film" | "ends" | "where" | "opens" | "who" | "and" | "at" | "open", string> &
  Record<SessionToTell["mode"], (at: string) => string> & { minutes: (minutes: number) => string };

const texts: Record<Language, Texts> = {
  "zh-CN": {
    ...{ film: "影片", ends: "散场", where: "地点", opens: "领票", who: "谁能来", and: "，", at: "，" },
    open: "正在放票",
    minutes: (minutes) => `${minutes}分钟`,
    grab: (at) => `${at}开抢，开抢前报名`,
    draw: (at) => `${at}抽签，抽签前报名`,
    first_come: (at) => `${at}起先到先得`,
  },
  en: {
    ...{ film: "Film", ends: "Ends", where: "Where", opens: "Seats", who: "For whom", and: ", ", at: ", " },
    open: "Being given out now",
    minutes: (minutes) => `${minutes} min`,
    grab: (at) => `Released ${at}; enter before`,
    draw: (at) => `Drawn ${at}; enter before`,
    first_come: (at) => `First come from ${at}`,
  },
};
