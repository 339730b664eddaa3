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
import { bornKey, findPeople, measureRegister, type PeopleFound, valuesOf } from "./people-found.ts";
import { peopleSchema } from "./people-sheet.ts";
import { type KnownPerson, type Matches, proposePerson } from "./propose-person.rules.ts";
import { completed, documentOf, textOf } from "./row-values.ts";
import { closeUnused, settleUnions, setUpUnions, unionsBelow } from "./unions.ts";
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
  propose,
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

async function propose({ tx, secrets, place }: SheetWork, lines: readonly GivenLine[]): Promise<Proposal[]> {
  const whole = lines.map((line) => ({ ...line, values: completed(line.values, place.today) }));
  const keys = whole.map(({ values }) => keysOf(secrets, values));
  const found = await findPeople(tx.db, {
    idIndexes: keys.flatMap(({ id }) => id ?? []),
    phoneIndexes: keys.flatMap(({ phone }) => phone ?? []),
    born: keys.flatMap(({ born }) => born ?? []),
  });
  return whole.map((line, at) => proposePerson(line, matchesOf(secrets, keys[at] ?? {}, found), place.node));
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

function matchesOf(secrets: Secrets, { id, phone, born }: Keys, found: PeopleFound): Matches {
  const known = (row: PersonRow | undefined) => (row === undefined ? undefined : knownOf(secrets, row));
  const namesakes = born === undefined ? [] : (found.byBirth.get(bornKey(born.birthDate, born.pinyin)) ?? []);
  return {
    byId: known(id && found.byId.get(id.toString("hex"))),
    byPhone: known(phone && found.byPhone.get(phone.toString("hex"))),
    byBirth: namesakes.map((row) => knownOf(secrets, row)),
  };
}

const knownOf = (secrets: Secrets, row: PersonRow): KnownPerson => ({
  ...{ id: row.id, node: row.node, name: row.name, hasDocument: row.idIndex !== null },
  values: valuesOf(secrets, row),
});

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
