import { defineDuty } from "../policy.ts";

defineDuty("administrator", ["staff.view", "staff.manage"]);
// Runs the installation: channels, sign-in from elsewhere, keys. Gives nobody a duty and reads nobody's file.
defineDuty("system.administrator", ["settings.manage"]);
// Says who may do what, and may give what it does not hold itself: whoever exercises a right and whoever gives it are two people.
defineDuty("security.administrator", ["staff.view", "staff.manage", "staff.appoint"]);
defineDuty("auditor", ["audit.view"]);

/** The posts of a union by the names that people know, in the order in which they are offered. */
export const presetNames = [
  "chair",
  "organiser",
  "benefits_officer",
  "accountant",
  "cashier",
  "auditor",
  "system_administrator",
  "security_administrator",
] as const;
export type PresetName = (typeof presetNames)[number];

const dutiesOfPreset = new Map<PresetName, Set<string>>(presetNames.map((name) => [name, new Set()]));

/** Adds duties to a post; called by the modules that own the duties, at load. */
export function definePreset(preset: PresetName, duties: readonly string[]): void {
  for (const duty of duties) dutiesOfPreset.get(preset)?.add(duty);
}

definePreset("auditor", ["auditor"]);
definePreset("system_administrator", ["system.administrator"]);
definePreset("security_administrator", ["security.administrator"]);

/** Every post with the duties that it means here. */
export const listPresets = () =>
  [...dutiesOfPreset]
    .map(([preset, duties]) => ({ preset, duties: [...duties] }))
    .filter((one) => one.duties.length > 0);

/** The three offices of which nobody holds two; the database keeps the same list (`kernel.kept_apart`). */
export type Office = "system" | "security" | "audit";

const officeOfDuty = new Map<string, Office>([
  ["system.administrator", "system"],
  ["security.administrator", "security"],
  ["administrator", "security"],
  ["auditor", "audit"],
]);

/** The office that a duty belongs to, if it is one of those kept apart. */
export const officeOf = (duty: string): Office | null => officeOfDuty.get(duty) ?? null;
