import { argon2, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { invalid, unavailable } from "../problem.ts";
import type { Secrets } from "../secrets/secrets.ts";

/** OWASP's floor for argon2id; about 50 ms on a small machine. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const atOnce = 2;
const mostWaiting = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password as `argon2id$m=…,t=…,p=…$salt$hash`, mixed with the pepper that is not in the database. */
export async function hashPassword(secrets: Pick<Secrets, "passwordPepper">, password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secrets, password, salt, cost);
  return `argon2id$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${salt.toString("base64")}$${hash.toString("base64")}`;
}

/** True when `password` made `stored`. With undefined it works as long and answers false: an unknown login takes the same time. */
export async function verifyPassword(
  secrets: Pick<Secrets, "passwordPepper">,
  password: string,
  stored: string | undefined,
): Promise<boolean> {
  const parts = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? "");
  if (parts === null) {
    await derive(secrets, password, Buffer.alloc(16), cost);
    return false;
  }
  const [, memory, passes, parallelism, salt = "", hash = ""] = parts;
  const params = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(
    await derive(secrets, password, Buffer.from(salt, "base64"), params),
    Buffer.from(hash, "base64"),
  );
}

/** Throws staff.password_too_weak (422) for a password that is short, all one kind of guess, or holds the login. */
export function assertGoodPassword(password: string, login: string): void {
  if (password.length < 10) throw invalid("staff.password_too_weak", { reason: "short", least: 10 });
  if (new Set(password).size < 5) throw invalid("staff.password_too_weak", { reason: "repeats" });
  if (password.toLowerCase().includes(login)) throw invalid("staff.password_too_weak", { reason: "login" });
}

/** A password to hand over once: 16 signs that nobody misreads (79 bits). */
export function makePassword(): string {
  const signs = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from({ length: 16 }, () => signs[randomInt(signs.length)]).join("");
}

/** Memory is the price of argon2id, so only a few run at once; who would wait too long is told to come back. */
async function derive(
  secrets: Pick<Secrets, "passwordPepper">,
  password: string,
  salt: Buffer,
  { memory, passes, parallelism }: typeof cost,
): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw unavailable("sign_in.try_again_later", 5);
    await new Promise<void>((resolve) => waiting.push(resolve)); // the one who finishes hands over its place
  } else running++;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      argon2(
        "argon2id",
        {
          message: password.normalize("NFKC"),
          nonce: salt,
          secret: secrets.passwordPepper,
          memory,
          passes,
          parallelism,
          tagLength: 32,
        },
        (error, key) => (error === null ? resolve(key) : reject(error)),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
