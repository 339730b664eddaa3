import {
  type Described,
  type GivenLine,
  noteWritten,
  type Proposal,
  registerSheet,
  type SheetSchema,
  type SheetTarget,
  type SheetWork,
  type Values,
} from "#engines/sheets";
import type { Secrets } from "#kernel/secrets/secrets";
import { searchForms } from "../names.ts";
import { listPeopleByIds, type PersonRow } from "../people.store.ts";
import { idIndex, maskedIdNumber, maskedPhone, phoneIndex } from "../sealed-fields.ts";
import { labourSchema } from "./labour-sheet.ts";
import { sameInFile } from "./likely-same.rules.ts";
import { bornKey, findPeople, knownOf, measureRegister, type PeopleFound, standingsOf } from "./people-found.ts";
import { peopleSchema } from "./people-sheet.ts";
import { type KnownPerson, type Matches, proposePerson } from "./propose-person.rules.ts";
import { completed, documentOf, textOf } from "./row-values.ts";
import { closeUnused, settleUnions, setUpUnions, unionMeant, unionsBelow } from "./unions.ts";
import { takeBackPeople, writePeople } from "./write-people.ts";

/** A roster of members, and a survey of people who need not be any. */
export function registerPeopleSheets(): void {
  registerSheet({
    ...targetOf(peopleSchema, { members: true }),
    settle: { union: settleUnions },
    mayMean: { union: unionsBelow },
    prepare: setUpUnions,
    unprepare: closeUnused,
  });
  registerSheet(targetOf(labourSchema, { members: false }));
}

const targetOf = (schema: SheetSchema, as: { members: boolean }): SheetTarget => ({
  schema,
  permission: "people.manage",
  propose: (work, lines) => propose(work, lines, as),
  sameInFile: (today) => {
    const find = sameInFile();
    return (line) => find({ ...line, values: completed(line.values, today) });
  },
  apply: (work, lines) => writePeople(work, lines, as),
  grown: ({ tx }) => measureRegister(tx.db),
  revert: takeBackPeople,
  describe,
  written: noteWritten(schema.kind),
});

async function propose(
  { tx, secrets, place }: SheetWork,
  lines: readonly GivenLine[],
  { members }: { members: boolean },
): Promise<Proposal[]> {
  const whole = lines.map((line) => ({ ...line, values: completed(line.values, place.today) }));
  const keys = whole.map(({ values }) => keysOf(secrets, values));
  const found = await findPeople(tx.db, {
    idIndexes: keys.flatMap(({ id }) => id ?? []),
    phoneIndexes: keys.flatMap(({ phone }) => phone ?? []),
    born: keys.flatMap(({ born }) => born ?? []),
  });
  const standingOf = await standingsOf(tx.db, [...found.ids]);
  const at = { node: place.node, ...(members && { unionOf: (values: Values) => unionMeant(place, values) }) };
  const known = (row: PersonRow) => knownOf(secrets, row, standingOf(row.id));
  return whole.map((line, index) => proposePerson(line, matchesOf(keys[index] ?? {}, found, known), at));
}

interface Keys {
  id?: Buffer | undefined;
  phone?: Buffer | undefined;
  born?: { birthDate: string; pinyin: string } | undefined;
}

function keysOf(secrets: Secrets, values: Values): Keys {
  const document = documentOf(values);
  const phone = textOf(values, "phone");
  const birthDate = textOf(values, "birthDate");
  const { pinyin } = searchForms(textOf(values, "name") ?? "", "surname");
  return {
    id: document && idIndex(secrets, document),
    phone: phone === undefined ? undefined : phoneIndex(secrets, phone),
    born: birthDate === undefined ? undefined : { birthDate, pinyin },
  };
}

function matchesOf({ id, phone, born }: Keys, found: PeopleFound, knownOf: (row: PersonRow) => KnownPerson): Matches {
  const known = (row: PersonRow | undefined) => (row === undefined ? undefined : knownOf(row));
  const namesakes = born === undefined ? [] : (found.byBirth.get(bornKey(born.birthDate, born.pinyin)) ?? []);
  return {
    byId: known(id && found.byId.get(id.toString("hex"))),
    byPhone: known(phone && found.byPhone.get(phone.toString("hex"))),
    byBirth: namesakes.map(knownOf),
  };
}

async function describe({ tx, secrets }: SheetWork, ids: readonly string[]): Promise<Map<string, Described>> {
  const rows = await listPeopleByIds(tx.db, ids);
  return new Map(
    rows.map((row) => {
      const facts = [
        maskedIdNumber(secrets, row),
        maskedPhone(secrets, row),
        row.unions.find(({ primary }) => primary)?.name ?? "",
      ];
      return [row.id, { name: row.name, facts: facts.filter((fact) => fact !== "") }];
    }),
  );
}
