import { type ImportDesk, openImportDesk } from "../bench/import-desk.ts";
import { openStage, type ServerProcess, type Stage } from "../bench/stage.ts";
import { type Sample, type SampleFormat, sampleBytes } from "../db/samples/index.ts";
import { findImport } from "../server/engines/sheets/changes/import.store.ts";
import { type LineRow, listLines } from "../server/engines/sheets/changes/line.store.ts";
import { type LineContent, openImportKey, openLine } from "../server/engines/sheets/changes/sealing.ts";
import type { StaffActor } from "../server/kernel/actor.ts";
import { type Ctx, transact } from "../server/kernel/context.ts";
import { findIdNumber, findPhone } from "../server/modules/membership/sealed-fields.ts";
import { type InProcess, inProcess } from "./in-process.ts";

/** One union, its officer at the desk and in the process, and a server as it is started anywhere. */
export interface ImportWorld {
  stage: Stage;
  use: InProcess;
  server: ServerProcess;
  desk: ImportDesk;
  officer: Ctx;
  close(): Promise<void>;
}

export async function openImportWorld(): Promise<ImportWorld> {
  const stage = await openStage();
  const use = await inProcess(stage);
  const server = await stage.serve();
  const desk = await openImportDesk(stage, () => server.port);
  const duties = [{ duty: "people.officer", path: desk.node }] as const;
  const { accountId } = desk;
  const actor: StaffActor = { kind: "staff", sessionId: "proof", accountId, name: "录入员", duties: [...duties] };
  return {
    ...{ stage, use, server, desk, officer: use.as(actor) },
    close: async () => {
      await use.close();
      await stage.close();
    },
  };
}

export const bytesOf = async (sample: Sample, format?: SampleFormat): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(sampleBytes(sample, format)));

export type OpenedLine = Omit<LineRow, "sealed"> & LineContent;

/** Every line of an import with what it holds, as no page shows it. */
export async function openLines({ use }: ImportWorld, importId: string): Promise<OpenedLine[]> {
  return transact(use.system, async (tx) => {
    const row = await findImport(tx.db, importId);
    if (row?.sealedKey == null) throw new Error("the import is gone");
    const key = openImportKey(use.secrets, { id: importId, sealedKey: row.sealedKey });
    const lines = await listLines(tx.db, importId, { after: 0, limit: 1_000_000 });
    return lines.map(({ sealed, ...line }) => ({ ...line, ...openLine(key, line.row, sealed) }));
  });
}

/** The register by person: every column byte for byte, save that what is sealed stands as what it says, since no two seals are alike. */
export type Register = Map<string, Record<string, unknown>>;

interface DumpedRow {
  id: string;
  phone: Buffer | null;
  idNumber: Buffer | null;
  row: Record<string, unknown>;
}

export async function readRegister({ stage, use }: ImportWorld): Promise<Register> {
  const { rows } = await stage.owner.query<DumpedRow>(`select p.id, p.phone, p.id_number as "idNumber",
      to_jsonb(p) - 'updated_at' || jsonb_build_object('memberships', (select coalesce(jsonb_agg(to_jsonb(m) order by m.id), '[]')
        from membership.membership m where m.person_id = p.id)) as row
    from membership.person p`);
  return new Map(
    rows.map(({ id, phone, idNumber, row }) => {
      const person = { id, phone, idNumber };
      const said = { phone: findPhone(use.secrets, person), id_number: findIdNumber(use.secrets, person) };
      return [id, { ...row, ...said }];
    }),
  );
}

/** People who differ between two states of the register; `blind` names a column that is not looked at. */
export function differences(one: Register, other: Register, blind?: string): string[] {
  const written = (person: Record<string, unknown> | undefined) =>
    person === undefined
      ? ""
      : JSON.stringify(
          Object.entries(person)
            .filter(([key]) => key !== blind)
            .sort(),
        );
  return [...new Set([...one.keys(), ...other.keys()])].filter((id) => written(one.get(id)) !== written(other.get(id)));
}

/** Nobody is left; the next part of the proof begins with other people of the same phones. */
export async function emptyRegister({ stage }: ImportWorld): Promise<void> {
  await stage.owner.query("delete from membership.membership");
  await stage.owner.query("delete from membership.person");
}
