import { execFileSync, spawnSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { networkInterfaces, tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** The name that the browser is told; only its own resolver knows it. */
export const host = "gonghui.test";

export interface Trial {
  folder: string;
  /** Where nginx listens: an address of this machine that is not the server's. */
  address: string;
  httpsPort: number;
  httpPort: number;
  serverPort: number;
  /** By which the browser knows the certificate that nobody has signed. */
  spki: string;
}

/** Debian keeps nginx where ordinary users do not look; a trial without it would say that all is well. */
export function nginxPath(): string {
  const found = ["nginx", "/usr/sbin/nginx"].find((path) => spawnSync(path, ["-v"]).error === undefined);
  if (found === undefined) throw new Error("nginx is not installed: install nginx-light, then try the proxy again");
  return found;
}

/** What the trial works with; the first process chooses, the others follow. */
export function trialOf(): Trial {
  process.env.PROXY_TRIAL ??= JSON.stringify(chosen());
  return JSON.parse(process.env.PROXY_TRIAL) as Trial;
}

function chosen(): Trial {
  const folder = mkdtempSync(join(tmpdir(), "gonghui-proxy-"));
  const first = 20_000 + Math.floor(Math.random() * 20_000);
  return {
    ...{ folder, address: secondAddress(), httpsPort: first, httpPort: first + 1, serverPort: first + 2 },
    spki: makeCertificate(folder),
  };
}

/** An address of this machine on its network; where it has none, another one of its own. */
function secondAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.2";
}

function makeCertificate(folder: string): string {
  const [key, certificate] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", certificate, "-days", "2", ...names], {
    stdio: "ignore",
  });
  const { publicKey } = new X509Certificate(readFileSync(certificate));
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("base64");
}

/** The example of the documentation with this trial's name, ports and files; throws when it no longer holds what is replaced. */
export function nginxConfig(trial: Trial): string {
  const example = join(import.meta.dirname, "../../docs/operations/nginx.conf");
  if (!existsSync(example)) throw new Error(`${example} is not there`);
  const changes: [string, string][] = [
    ["127.0.0.1:3000", `127.0.0.1:${trial.serverPort}`],
    ["listen 80;", `listen ${trial.address}:${trial.httpPort};`],
    ["listen 443 ssl http2;", `listen ${trial.address}:${trial.httpsPort} ssl http2;`],
    ["https://$host$request_uri", `https://$host:${trial.httpsPort}$request_uri`],
    ["gonghui.example.org", host],
    ["/etc/gonghui/tls", trial.folder],
    ["Host $host;", `Host $host:${trial.httpsPort};`],
  ];
  const server = changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`docs/operations/nginx.conf: "${from}" is not there`);
      return text.replaceAll(from, to);
    },
    readFileSync(example, "utf8"),
  );
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(trial.folder, name)};`,
  );
  // Started by root, nginx works as somebody who may not write into the trial's folder.
  const user = process.getuid?.() === 0 ? `user ${userInfo().username};\n` : "";
  return `${user}daemon off;\npid ${join(trial.folder, "nginx.pid")};\nerror_log stderr;\nevents {}
http {\naccess_log off;\ninclude /etc/nginx/mime.types;\n${paths.join("\n")}\n${server}\n}\n`;
}
