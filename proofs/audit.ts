import { openStage } from "../bench/stage.ts";
import { record } from "../server/kernel/audit/audit.ts";
import { makeCheckpoint } from "../server/kernel/audit/audit-checkpoints.ts";
import { type VerifyOptions, verifyAudit } from "../server/kernel/audit/audit-verify.ts";
import {
  firstBad,
  type Tampering,
  tamper,
  tamperedColumns,
  tamperings,
} from "../server/kernel/audit/tampering.builders.ts";
import { transact } from "../server/kernel/context.ts";
import { inProcess } from "./in-process.ts";
import type { Proof, ProofOptions, ProofResult } from "./proof.ts";
import { type SeededRandom, seededRandom } from "./random.ts";

const chains = Array.from({ length: 8 }, (_, n) => `proof:${n}`);
const perChain = 40;
const perCheckpoint = 32; // records of all chains

/** 10,000 tamperings by somebody with the whole database: each is found, and the first bad record named. */
export const audit: Proof = {
  shows:
    "Whatever is changed, removed, added, cut off or recomputed in the audit before the last signed heads is found and named.",
  run,
};

async function run({ seed, short, say }: ProofOptions): Promise<ProofResult> {
  const random = seededRandom(seed);
  const stage = await openStage();
  try {
    const own = await inProcess(stage);
    const client = stage.owner;
    const query: VerifyOptions["query"] = (text, values) => client.query(text, values);
    // The owner of the tables is not bound by what binds the server.
    await query("alter table kernel.audit_record disable row level security");
    const lines: string[] = [];
    const signed = new Map<string, number[]>(chains.map((chain) => [chain, []]));
    const known = new Map<string, number>();
    const { auditSigning } = own.secrets;
    for (let n = 0; n < chains.length * perChain; n++) {
      const chain = chains[n % chains.length] ?? "";
      const entry = {
        chain,
        node: "1",
        action: "proof.did",
        object: { type: "thing", id: `${n}` },
        detail: { n, text: "行" },
      };
      await transact(own.system, (tx) => record(tx, entry));
      if (n % perCheckpoint !== perCheckpoint - 1) continue;
      lines.push(JSON.stringify(await makeCheckpoint(query, auditSigning, known)));
      for (const [name, seq] of known) signed.get(name)?.push(seq);
    }
    await own.close();
    const keys = new Map([[auditSigning.keyId, auditSigning.publicKey]]);
    const whole = await verifyAudit({ query, keys, lines });
    say(`${whole.records} records in ${whole.chains} chains, ${whole.checkpoints} signed heads`);

    const after = async (work: Tampering, verifier: VerifyOptions, hide = false) => {
      await query("begin");
      try {
        await tamper(query, work);
        if (hide) await query("delete from kernel.audit_checkpoint");
        return await verifyAudit(verifier);
      } finally {
        await query("rollback");
      }
    };
    const count = short ? 120 : 10_000;
    const faults: string[] = [];
    const kinds: Record<string, number> = {};
    for (let n = 0; n < count; n++) {
      const work = draw(random);
      kinds[work.kind] = (kinds[work.kind] ?? 0) + 1;
      // Every third time the table of signed heads is emptied too; the file is not theirs to change.
      const found = await after(work, { query, keys, lines }, n % 3 === 0);
      const { from, to } = firstBad(work, signed.get(work.chain) ?? []);
      const named = found.findings.find((one) => one.chain === work.chain)?.seq ?? -1;
      if (found.ok || named < from || named > to)
        faults.push(
          `${work.kind} ${work.chain} ${work.seq}/${work.second}: ${found.ok ? "missed" : `named ${named}`}, expected ${from}–${to}`,
        );
      if (n % 1000 === 999) say(`${n + 1} tamperings, ${faults.length} faults`);
    }

    // The control: a verifier that only recomputes, without the signed heads, believes a chain that fits again.
    let believed = 0;
    const controls = short ? 20 : 300;
    for (let n = 0; n < controls; n++) {
      const kind = (["recompute", "remove", "forge", "truncate"] as const)[n % 4] ?? "recompute";
      const found = await after({ ...draw(random), kind }, { query, keys, lines: [] }, true);
      if (found.ok) believed += 1;
    }
    return {
      ok: whole.ok && faults.length === 0,
      negativeControlFailed: believed === controls,
      ...{ tamperings: count, kinds, faults: faults.slice(0, 5), faultCount: faults.length },
      ...{ controls, believedWithoutSignedHeads: believed },
    };
  } finally {
    await stage.close();
  }
}

/** Any act on any record that lies before the last signed heads: all of them do, the last head is the last record's. */
function draw(random: SeededRandom): Tampering {
  const seq = 1 + random.below(perChain);
  return {
    kind: tamperings[random.below(tamperings.length)] ?? "change",
    chain: chains[random.below(chains.length)] ?? "",
    seq,
    second: ((seq - 1 + 1 + random.below(perChain - 1)) % perChain) + 1,
    column: tamperedColumns[random.below(tamperedColumns.length)] ?? "payload",
  };
}
