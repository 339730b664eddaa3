import { z } from "zod";
import { PageQuery } from "#kernel/http/http.schemas";
import { type ServiceKind, serviceKindList } from "#wire/service-kinds";

const Kind = z.enum(serviceKindList as [ServiceKind, ...ServiceKind[]]);
const Unit = z.enum(["visit", "case"]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const Count = z.object({ kind: Kind, unit: Unit, count: z.number().int() });

const Service = z
  .object({
    ...{ id: z.uuid(), kind: Kind, unit: Unit, title: z.string(), onDay: z.iso.date() },
    /** The union that served. */
    organisation: Named,
    /** The day on which it was taken back; null while it stands. */
    takenBackOn: z.iso.date().nullable(),
  })
  .meta({ id: "Service" });
const listed = { items: z.array(Service), next: z.string().nullable() };

export const ServicesQuery = PageQuery;
export const Services = z.object(listed).meta({ id: "Services" });
export const OwnServices = z
  .object({
    year: z.number().int(),
    /** Of this year; what was taken back is not among it. */
    counts: z.array(Count),
    ...listed,
  })
  .meta({ id: "OwnServices" });

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const ServiceStatisticsQuery = z.strictObject({ organisationId: z.uuid(), from: Month, to: Month });
export const ServiceStatistics = z
  .object({
    ...{ organisation: Named, from: Month, to: Month },
    items: z.array(
      Count.extend({
        month: Month,
        /** Directly below, or the organisation itself for what it did itself. */
        organisation: Named,
      }),
    ),
  })
  .meta({ id: "ServiceStatistics" });
