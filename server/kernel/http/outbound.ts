import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP } from "node:net";
import { Problem } from "../problem.ts";

/** Addresses that are nobody's on the internet: this machine, its network, what a cloud tells its machines, and the like. */
const inside = blockList([
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "64:ff9b::/96", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"],
]);
const thisMachine = ["127.0.0.0/8", "::1/128"];

let listed = { hosts: new Set<string>(), networks: blockList([]) };

/**
 * Says which inside places the server may ask for others: host names, addresses and networks (10.1.0.0/16), and of a demonstration its
 * own machine. Said once, at the start; until then none. Throws for what is neither.
 */
export function allowInside(places: readonly string[], { demo }: { demo: boolean }): void {
  const isNetwork = (place: string) => isIP(place.split("/")[0] ?? "") !== 0;
  listed = {
    hosts: new Set(places.filter((place) => !isNetwork(place)).map((place) => place.toLowerCase())),
    networks: blockList([...places.filter(isNetwork), ...(demo ? thisMachine : [])]),
  };
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  }
  return list;
}

/** True when a request for this host may go to this address. */
export function mayReach(host: string, address: string): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return (
    !inside.check(address, family) || listed.hosts.has(host.toLowerCase()) || listed.networks.check(address, family)
  );
}

const refused = (host: string) => new Problem(422, "settings.address_inside", { host });
const mostBytes = 512 * 1024;

interface Asked {
  method?: string | undefined;
  headers?: ConstructorParameters<typeof Headers>[0];
  body?: unknown;
  signal?: AbortSignal | null | undefined;
  /** How many bytes of an answer are read at most (512 KB). */
  mostBytes?: number;
}

/**
 * `fetch` for addresses that somebody has typed or another server has named: goes to the address that was looked at and to no other,
 * follows nobody elsewhere, and reads so much at most. Throws 422 settings.address_inside {host} for a place inside that is not listed.
 */
export function outboundFetch(address: string | URL, asked: Asked = {}): Promise<Response> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // A literal address is never looked up.
  if (isIP(host) !== 0 && !mayReach(host, host)) return Promise.reject(refused(host));
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const options = {
    ...{ method: asked.method ?? "GET", headers: Object.fromEntries(new Headers(asked.headers)) },
    ...{ lookup: lookOnce, agent: false as const },
    ...(asked.signal == null ? {} : { signal: asked.signal }),
  };
  const request = send(url, options, (message) => read(message, asked.mostBytes).then(resolve, reject));
  request.on("error", (error) =>
    reject(error instanceof Problem ? error : new TypeError("fetch failed", { cause: error })),
  );
  request.end(asked.body == null ? undefined : String(asked.body));
  return promise;
}

type Looked = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** What the connection asks for: the same answer that is looked at is used, so that no second one can differ. */
function lookOnce(host: string, options: LookupOptions, done: Looked): void {
  lookup(host, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) done(error ?? new Error("no address"), []);
    else if (found.some(({ address }) => !mayReach(host, address))) done(refused(host), []);
    else if (options.all === true) done(null, found);
    else done(null, first.address, first.family);
  });
}

async function read(message: IncomingMessage, limit = mostBytes): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      message.destroy();
      throw new TypeError("the answer is too long");
    }
    chunks.push(chunk);
  }
  const status = message.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const empty = [101, 204, 205, 304].includes(status);
  return new Response(empty ? null : Buffer.concat(chunks), { status, headers });
}
