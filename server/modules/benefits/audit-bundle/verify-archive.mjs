// 核对本审计包:node verify.mjs [公钥]  /  checks this archive: node verify.mjs [KEYID:BASE64]
import { createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const read = (path) => readFileSync(join(root, path));
const lines = (path) =>
  read(path)
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const faults = [];

const [keyId, publicKey] = (process.argv[2] ?? read("audit/public-key.txt").toString().trim()).split(":");
const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
const isSigned = (text, { keyId: by, signature }) =>
  by === keyId && verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"));

/** The archive as a whole: signed list of files, each with its hash, and none besides. */
function checkFiles() {
  if (!isSigned(read("manifest.json"), JSON.parse(read("manifest.sig"))))
    faults.push("manifest.json: 签名不对 / wrong signature");
  const listed = new Map(JSON.parse(read("manifest.json")).files.map((file) => [file.path, file]));
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(root, join(entry.parentPath ?? entry.path, entry.name))
      .split(sep)
      .join("/");
    if (path === "manifest.json" || path === "manifest.sig") continue;
    const file = listed.get(path);
    listed.delete(path);
    if (file === undefined) faults.push(`${path}: 不在清单里 / not listed`);
    else if (sha256(read(path)).toString("hex") !== file.sha256) faults.push(`${path}: 被改动 / changed`);
  }
  for (const path of listed.keys()) faults.push(`${path}: 缺少 / missing`);
}

/** Every chain from its first record without a gap; what a masked record said cannot be hashed again, only its place. */
function checkRecords(records) {
  const ends = new Map();
  for (const one of records) {
    const end = ends.get(one.chain) ?? { seq: 0, hash: sha256(one.chain) };
    if (one.seq !== end.seq + 1) faults.push(`${one.chain} ${one.seq}: 前面缺记录 / records missing before it`);
    const fields = [
      one.chain,
      one.seq,
      one.at,
      one.node,
      one.actor,
      one.action,
      one.object_type,
      one.object_id,
      one.payload,
    ];
    if (!one.masked && sha256(end.hash, fields.join("\n")).toString("hex") !== one.hash)
      faults.push(`${one.chain} ${one.seq}: 内容与校验码不符 / content does not match its hash`);
    ends.set(one.chain, { seq: one.seq, hash: Buffer.from(one.hash, "hex") });
  }
  return ends;
}

/** What was signed at the time must be what stands here. Gives how many records come after the last signature. */
function checkCheckpoints(records, ends) {
  const hashes = new Map(records.map((one) => [`${one.chain} ${one.seq}`, one.hash]));
  const signed = new Map();
  const checkpoints = lines("audit/checkpoints.jsonl");
  for (const checkpoint of checkpoints) {
    if (!isSigned(checkpoint.content, checkpoint)) {
      faults.push(`checkpoint ${checkpoint.id}: 签名不对,或由另一把密钥签署 / wrong signature, or another key's`);
      continue;
    }
    for (const [chain, seq, hash] of JSON.parse(checkpoint.content).heads) {
      if (!ends.has(chain) || seq === 0) continue;
      if (hashes.get(`${chain} ${seq}`) !== hash)
        faults.push(`${chain} ${seq}: 与签名检查点不符 / a signed checkpoint says otherwise`);
      signed.set(chain, Math.max(seq, signed.get(chain) ?? 0));
    }
  }
  const unsigned = [...ends].reduce((sum, [chain, { seq }]) => sum + seq - (signed.get(chain) ?? 0), 0);
  return { checkpoints: checkpoints.length, unsigned };
}

checkFiles();
const records = lines("audit/records.jsonl");
const { checkpoints, unsigned } = checkCheckpoints(records, checkRecords(records));
const masked = records.filter((one) => one.masked).length;
console.log(
  `公钥 key ${keyId}${process.argv[2] ? "" : "  (包里自带,请与工会公布的核对 / from the archive itself: compare it)"}`,
);
console.log(
  `${records.length} 条审计记录 audit records, ${masked} 条隐去人员编号 masked, ${checkpoints} 个签名检查点 checkpoints`,
);
console.log(
  `${unsigned} 条在最后一次签名之后,由本包签名覆盖 / after the last checkpoint, covered by the archive's signature`,
);
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(faults.length === 0 ? "✓ 没有改动 / nothing was changed" : `${faults.length} 处不符 / faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
