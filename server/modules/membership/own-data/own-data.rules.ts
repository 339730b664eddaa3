import type { DetailField } from "../people.store.ts";

/** What a member can ask to have put right from the phone; a document or a phone number has a way of its own. */
export const correctable = [
  "name",
  "employer_name",
  "work_type",
  "skill_level",
  "title",
  "education",
  "ethnicity",
  "politics",
  "other",
] as const;
export type Correctable = (typeof correctable)[number];

/** The column of the file that a yes writes; undefined for what only people can do. */
export const fieldOf: Readonly<Record<Correctable, "name" | DetailField | undefined>> = {
  name: "name",
  employer_name: "employerName",
  work_type: "workType",
  skill_level: "skillLevel",
  title: "title",
  education: "education",
  ethnicity: "ethnicity",
  politics: "politics",
  other: undefined,
};

/** Working days in which a union answers (PIPL art. 50 asks for "timely"; the union's own measure of 3 days for joining is doubled). */
export const correctionDays = 6;

/** Days in which a closing can be taken back. */
export const closingDays = 15;
