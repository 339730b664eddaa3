import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartupError } from "../startup-error.ts";

/** How a PostgreSQL program is started: PostgreSQL refuses to run as root. */
export interface PostgresUser {
  /** What stands before the program on its command line. */
  prefix: string[];
  /** The account to become; none: as we are. */
  account?: { uid: number; gid: number };
  /** One line for the log. */
  description: string;
  /** Makes this file, or folder with all it holds, belong to the user PostgreSQL runs as. */
  own(path: string): void;
}

const nobody = 65534;

/**
 * Chooses the user PostgreSQL runs as. An ordinary user: itself. Root, and users without a name (as in containers):
 * itself behind a user namespace in which it has another number, so the files stay its own. Root where namespaces are
 * forbidden: the owner of the data folder, or nobody.
 * Throws StartupError when no user can reach both the folder and the program.
 */
export function choosePostgresUser(dataDir: string, program: string): PostgresUser {
  const itself: PostgresUser = { prefix: [], description: "as the user of the server", own: () => {} };
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && canRun(itself, dataDir, program)) return itself;

  const inNamespace: PostgresUser = {
    prefix: ["unshare", "-U", ...mapTo(namedUser()), "--"],
    description: "as the user of the server, under another number in a user namespace",
    own: isRoot ? (path) => chownTree(path, { uid: 0, gid: 0 }) : () => {},
  };
  if (canRun(inNamespace, dataDir, program)) return inNamespace;
  if (isRoot) return chooseOrdinaryAccount(dataDir, program);

  throw new StartupError(
    `PostgreSQL cannot run ${program} in ${dataDir} as user ${process.getuid?.()}: both must be accessible to this user, and the user needs a name in /etc/passwd.`,
  );
}

function chooseOrdinaryAccount(dataDir: string, program: string): PostgresUser {
  makePassable(dataDir);
  for (const account of ordinaryAccounts(dataDir)) {
    const user: PostgresUser = {
      prefix: [],
      account,
      description: `as the unprivileged user ${account.uid}, because user namespaces are not available here`,
      own: (path) => chownTree(path, account),
    };
    if (canRun(user, dataDir, program)) return user;
  }
  throw new StartupError(
    `PostgreSQL cannot run as root, and no other user can enter ${dataDir} and run ${program}: start the server as an ordinary user, or set DATA_DIR to a folder such as /var/lib/gonghui.`,
  );
}

function mapTo(uid: number): string[] {
  return [`--map-user=${uid}`, `--map-group=${uid}`];
}

/** initdb asks for the name of its user, so the number must be one this machine has a name for. */
function namedUser(): number {
  const numbers = existsSync("/etc/passwd")
    ? readFileSync("/etc/passwd", "utf8")
        .split("\n")
        .map((line) => Number(line.split(":")[2] || 0))
    : [];
  return numbers.includes(nobody) ? nobody : (numbers.find((uid) => uid > 0) ?? 1000);
}

/** Whoever owns the folder, or the one around it, can surely enter; nobody can when the folders are open. */
function ordinaryAccounts(dataDir: string): { uid: number; gid: number }[] {
  const owners = [dataDir, dirname(dataDir)].map((dir) => statSync(dir)).filter(({ uid }) => uid !== 0);
  return [...owners.map(({ uid, gid }) => ({ uid, gid })), { uid: nobody, gid: nobody }];
}

function canRun(user: PostgresUser, dataDir: string, program: string): boolean {
  const [command = "", ...args] = [
    ...user.prefix,
    ...["sh", "-c", 'id -un && cd "$1" && "$2" --version', "sh", dataDir, program],
  ];
  return spawnSync(command, args, { stdio: "ignore", ...user.account }).status === 0;
}

/** Others may pass through the data folder to the database's own, but read nothing in it. */
function makePassable(dir: string): void {
  chmodSync(dir, statSync(dir).mode | 0o011);
}

function chownTree(dir: string, to: { uid: number; gid: number }): void {
  const found = statSync(dir);
  if (found.uid === to.uid) return;
  for (const entry of found.isDirectory() ? readdirSync(dir, { withFileTypes: true, recursive: true }) : []) {
    lchownSync(join(entry.parentPath, entry.name), to.uid, to.gid);
  }
  // Last, so that an interrupted change is noticed and done again.
  chownSync(dir, to.uid, to.gid);
}
