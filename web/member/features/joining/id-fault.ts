import { type ResidentIdFault, readResidentId } from "../../../../wire/resident-id.ts";
import { serverClock } from "../../../shared/clock.ts";

export const today = (): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(serverClock.now());

/** What is wrong with a typed identity number; nothing while it is empty and one is kept already. */
export function faultOf(
  typed: string,
  { has, today: day }: { has: boolean; today: string },
): ResidentIdFault | undefined {
  const number = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (number === "") return has ? undefined : "short";
  const read = readResidentId(number, day);
  return read.ok ? undefined : read.fault;
}
