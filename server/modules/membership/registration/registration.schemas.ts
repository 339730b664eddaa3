import { z } from "zod";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { membershipStates } from "../states/states.rules.ts";
import { lists } from "./entries.store.ts";
import * as rules from "./registration.rules.ts";
import { mostAtOnce } from "./registration-acts.ts";

const Year = z.number().int().min(2020).max(2100);
const Day = z.iso.date();
const Reason = z.string().trim().min(2).max(300);
const Count = z.number().int();
const Said = z.enum(rules.said);

const Entry = {
  said: Said.nullable(),
  saidBy: z.enum(rules.saidBy).nullable(),
  saidAt: Instant.nullable(),
  decision: z.enum(rules.decisions).nullable(),
  decidedAt: Instant.nullable(),
};
const EntryView = z.object({ year: Year, ...Entry });

export const OwnRegistration = z
  .object({
    /** The year that is open or was last, at the member's union; null where there is none. */
    current: z
      .object({
        year: Year,
        opensOn: Day,
        closesOn: Day,
        stage: z.enum(rules.stages),
        union: z.string(),
        nameMasked: z.string(),
        phoneMasked: z.string(),
        employerName: z.string().nullable(),
        entry: EntryView.nullable(),
        canConfirm: z.boolean(),
        /** Can be confirmed and has not been. */
        isDue: z.boolean(),
      })
      .nullable(),
    years: z.array(EntryView),
  })
  .meta({ id: "OwnRegistration" });
export const ConfirmRegistration = z.strictObject({ year: Year, said: Said }).meta({ id: "ConfirmRegistration" });

const figures = { members: Count, registered: Count, notYet: Count, retained: Count };
const Figures = z.object({
  ...figures,
  by: z.object({ member: Count, staff: Count, list: Count, joined: Count }),
  said: z.object({ employed: Count, retired: Count, unemployed: Count }),
});
export const RegistrationItem = z
  .object({
    id: z.uuid(),
    year: Year,
    organisationId: z.uuid(),
    organisationName: z.string(),
    opensOn: Day,
    closesOn: Day,
    remindOn: Day.nullable(),
    stage: z.enum(rules.stages),
    /** Whose figures these are: the branch, or the part of it that the reader answers for. */
    place: z.object({ id: z.uuid(), name: z.string() }),
    figures: Figures,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: "RegistrationItem" });
export const RegistrationList = z.object({ items: z.array(RegistrationItem) }).meta({ id: "RegistrationList" });
export const Registration = RegistrationItem.extend({
  /** Per organisation directly below the place, and the place itself for its own. */
  unions: z.array(z.object({ id: z.uuid(), name: z.string(), ...figures })),
  acts: z.array(
    z.object({
      id: z.uuid(),
      act: z.enum(rules.acts),
      said: Said.nullable(),
      reason: z.string(),
      people: Count,
      by: z.string(),
      organisationName: z.string(),
      at: Instant,
      undoneAt: Instant.nullable(),
      canUndo: z.boolean(),
    }),
  ),
  canAct: z.boolean(),
}).meta({ id: "Registration" });

export const PlaceQuery = z.strictObject({ organisationId: z.uuid().optional() });
export const RegistrationParams = z.object({ registrationId: z.uuid() });
export const ActParams = z.object({ actId: z.uuid() });
const days = { closesOn: Day, remindOn: Day.nullable() };
export const OpenRegistration = z
  .strictObject({ organisationId: z.uuid(), year: Year, opensOn: Day, ...days })
  .meta({ id: "OpenRegistration" });
export const ChangeRegistration = z.strictObject(days).meta({ id: "ChangeRegistration" });
export const CancelRegistration = z.strictObject({ reason: Reason }).meta({ id: "CancelRegistration" });

export const PeopleQuery = PageQuery.extend({
  after: z.uuid().optional(),
  list: z.enum(lists).default("left"),
  organisationId: z.uuid().optional(),
});
export const RegistrationPeople = pageOf(
  z.object({
    id: z.uuid(),
    name: z.string(),
    memberNumber: z.string(),
    phoneMasked: z.string(),
    union: z.string(),
    state: z.enum(membershipStates),
    ...Entry,
    /** Of those who have said nothing. */
    why: z.enum(rules.silences).nullable(),
  }),
).meta({ id: "RegistrationPeople" });

export const RegistrationAct = z
  .strictObject({
    organisationId: z.uuid(),
    act: z.enum(rules.acts),
    /** With "confirm", and only then. */
    said: Said.nullable().default(null),
    reason: Reason,
    list: z.enum(rules.settled),
    /** Null for all of the list, as many as one act may touch. */
    personIds: z.array(z.uuid()).min(1).max(mostAtOnce).nullable(),
  })
  .refine(({ act, said }) => (act === "confirm") === (said !== null), { path: ["said"] })
  .meta({ id: "RegistrationAct" });
export const ActDone = z.object({ id: z.uuid(), done: Count, skipped: Count }).meta({ id: "RegistrationActDone" });
export const ActUndone = z.object({ undone: Count, left: Count }).meta({ id: "RegistrationActUndone" });
