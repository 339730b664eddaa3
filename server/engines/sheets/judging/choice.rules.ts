import { nearestOf } from "../closeness.rules.ts";
import type { Choice } from "../sheets.types.ts";
import { compact, tidy } from "./text.rules.ts";

/** How a choice is compared: blanks, kinds of brackets and letters aside. */
const plain = (text: string): string => compact(text).toLowerCase();

export interface Choices {
  /** The value that a text stands for by value, title or synonym. */
  valueOf(text: string): string | undefined;
  /** The title that was probably meant. */
  near(text: string): string | undefined;
}

/** What a text says beyond its choice, as it was written. */
export function readyDetails(choices: readonly Choice[]): (text: string) => string | undefined {
  const details = new Set(choices.flatMap(({ details = [] }) => details.map(plain)));
  return (text) => (details.has(plain(text)) ? tidy(text) : undefined);
}

/** Choices ready to be looked up. What several could mean goes to the first that says so by value, then title, then synonym. */
export function readyChoices(choices: readonly Choice[]): Choices {
  const values = new Map<string, string>();
  const add = (text: string, value: string) => {
    if (!values.has(plain(text))) values.set(plain(text), value);
  };
  for (const { value } of choices) add(value, value);
  for (const { value, title } of choices) add(title, value);
  for (const { value, synonyms = [] } of choices) for (const synonym of synonyms) add(synonym, value);
  const titles = choices.map(({ title }) => title);
  return { valueOf: (text) => values.get(plain(text)), near: (text) => nearestOf(compact(text), titles) };
}
