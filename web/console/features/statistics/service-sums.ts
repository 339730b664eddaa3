import dayjs from "dayjs";
import { type ServiceKind, type ServiceUnit, serviceKindList } from "../../../../wire/service-kinds.ts";

interface Counted {
  from: string;
  to: string;
  items: {
    month: string;
    kind: ServiceKind;
    unit: ServiceUnit;
    count: number;
    organisation: { id: string; name: string };
  }[];
}

type Counts = Record<ServiceKind, number>;
export interface ServiceSums {
  units: Record<ServiceUnit, number>;
  /** Every month, also those without services. */
  months: ({ month: string } & Counts)[];
  /** Who served most first. */
  organisations: ({ id: string; name: string } & Counts)[];
}

const none = (): Counts => Object.fromEntries(serviceKindList.map((kind) => [kind, 0])) as Counts;
const all = (one: Counts) => serviceKindList.reduce((sum, kind) => sum + one[kind], 0);

/** Sums of services by unit of count, by month and by organisation. */
export function serviceSums({ from, to, items }: Counted): ServiceSums {
  const units = { visit: 0, case: 0 };
  const months = new Map<string, { month: string } & Counts>();
  for (let month = dayjs(`${from}-01`); month.format("YYYY-MM") <= to; month = month.add(1, "month"))
    months.set(month.format("YYYY-MM"), { month: month.format("YYYY-MM"), ...none() });
  const organisations = new Map<string, { id: string; name: string } & Counts>();
  for (const { month, kind, unit, count, organisation } of items) {
    units[unit] += count;
    const inMonth = months.get(month);
    if (inMonth !== undefined) inMonth[kind] += count;
    const by = organisations.get(organisation.id) ?? { ...organisation, ...none() };
    by[kind] += count;
    organisations.set(organisation.id, by);
  }
  const byMost = [...organisations.values()].sort((one, other) => all(other) - all(one));
  return { units, months: [...months.values()], organisations: byMost };
}
