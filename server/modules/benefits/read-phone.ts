import { normalisePhone } from "#kernel/phone";
import { phoneInvalid } from "./benefits.errors.ts";

/** A typed phone number as it is kept. Throws benefits.phone_invalid. */
export function readPhone(text: string): string {
  const phone = normalisePhone(text);
  if (phone === undefined) throw phoneInvalid();
  return phone;
}
