/** One exchange with the server: when this device sent and received (its own clock), and the server's time in between. */
export interface RoundTrip {
  sentAt: number;
  receivedAt: number;
  serverTime: number;
  /** How coarsely `serverTime` is told, in ms: 1 by default, 1000 for an HTTP Date header. */
  resolution?: number;
}

/** What is known about server time minus device time: it lies between `least` and `most` ms; learnt at device time `at`. */
export interface ClockEstimate {
  least: number;
  most: number;
  at: number;
}

// A quartz clock drifts by some 20 parts in a million, a hot or cold phone by more.
const drift = 100e-6;

/**
 * The estimate after one more exchange. Nothing is assumed about which way was slow: the server's answer was made between
 * sending and receiving, and several exchanges narrow the bounds. One that contradicts them all means that the device's
 * clock was set: then only the newest counts.
 */
export function observe(known: ClockEstimate | undefined, trip: RoundTrip): ClockEstimate | undefined {
  // The clock was set back while the answer travelled: this exchange says nothing.
  if (trip.receivedAt < trip.sentAt) return known;
  const fresh = {
    least: trip.serverTime - trip.receivedAt,
    most: trip.serverTime + (trip.resolution ?? 1) - trip.sentAt,
    at: trip.receivedAt,
  };
  if (known === undefined || trip.receivedAt < known.at) return fresh;
  const aged = agedTo(known, trip.receivedAt);
  const both = { least: Math.max(aged.least, fresh.least), most: Math.min(aged.most, fresh.most), at: fresh.at };
  return both.least <= both.most ? both : fresh;
}

/** Server time at a moment of the device's clock, in ms; the device's own time while nothing is known. */
export function serverTimeAt(known: ClockEstimate | undefined, deviceTime: number): number {
  return known === undefined ? deviceTime : Math.round(deviceTime + (known.least + known.most) / 2);
}

/** How far `serverTimeAt` may be off, in ms; Infinity while nothing is known. */
export function uncertaintyAt(known: ClockEstimate | undefined, deviceTime: number): number {
  if (known === undefined) return Number.POSITIVE_INFINITY;
  const aged = agedTo(known, deviceTime);
  return (aged.most - aged.least) / 2;
}

function agedTo(known: ClockEstimate, deviceTime: number): ClockEstimate {
  const slack = Math.abs(deviceTime - known.at) * drift;
  return { least: known.least - slack, most: known.most + slack, at: known.at };
}

/** The device's idea of server time, kept over reloads so that a code can be made without network. */
export interface ServerClock {
  /** Server time now, in ms. */
  now(): number;
  /** How far `now` may be off, in ms. */
  uncertainty(): number;
  /** Learns from one exchange. */
  observe(trip: RoundTrip): void;
}

interface Keeping {
  storage?: Pick<Storage, "getItem" | "setItem"> | undefined;
  deviceNow?: () => number;
}

const storageKey = "gonghui.server-clock";

/** A server clock on this device. `storage` is usually localStorage; without it nothing is kept over a reload. */
export function createServerClock({ storage, deviceNow = Date.now }: Keeping = {}): ServerClock {
  let known = readKept(storage);
  return {
    now: () => serverTimeAt(known, deviceNow()),
    uncertainty: () => uncertaintyAt(known, deviceNow()),
    observe: (trip) => {
      known = observe(known, trip);
      keep(storage, known);
    },
  };
}

function readKept(storage: Keeping["storage"]): ClockEstimate | undefined {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(storageKey) ?? "null");
    return isEstimate(kept) ? kept : undefined;
  } catch {
    return undefined; // Unreadable or forbidden storage is the same as nothing known yet.
  }
}

function keep(storage: Keeping["storage"], known: ClockEstimate | undefined): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(known));
  } catch {
    // A full or forbidden storage costs the estimate at the next reload, nothing else.
  }
}

function isEstimate(value: unknown): value is ClockEstimate {
  if (typeof value !== "object" || value === null) return false;
  const parts = value as Record<string, unknown>;
  return [parts.least, parts.most, parts.at].every((part) => Number.isFinite(part));
}
