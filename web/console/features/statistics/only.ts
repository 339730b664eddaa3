import { employmentForms } from "../../shared/use-employment-form.ts";

const states = ["active", "transferring", "retained", "suspended"] as const;
const sexes = ["female", "male"] as const;

/** What the figures are narrowed to, as the server is asked. */
export interface Only {
  form?: (typeof employmentForms)[number];
  sex?: (typeof sexes)[number] | "";
  state?: (typeof states)[number];
  verified?: "true" | "false";
}

/** Reads it from the address, e.g. "form:platform"; what it does not know narrows nothing. */
export function readOnly(text: string | undefined): Only {
  const [dimension, value = ""] = (text ?? "").split(":");
  const known = <Value extends string>(list: readonly Value[]) => list.find((one) => one === value);
  if (dimension === "form") return ifKnown("form", known(employmentForms));
  if (dimension === "sex") return ifKnown("sex", known([...sexes, ""]));
  if (dimension === "state") return ifKnown("state", known(states));
  if (dimension === "verified") return ifKnown("verified", known(["true", "false"] as const));
  return {};
}

const ifKnown = <Key extends keyof Only>(key: Key, value: Only[Key]): Only =>
  value === undefined ? {} : { [key]: value };
