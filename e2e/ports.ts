// The configuration is read in every worker process too: the first reading chooses, the others follow.
process.env.E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000));

/** Journeys that are played at the same time, each on a server of its own. */
export const workers = Number(process.env.E2E_WORKERS ?? 3);

const portOf = (index: number) => Number(process.env.E2E_PORT) + index;

export const ports = Array.from({ length: workers }, (_, index) => portOf(index));

/** Of the server that a newcomer starts. */
export const newcomerPort = portOf(workers);

export const urlOf = (port: number | undefined): string => `http://127.0.0.1:${port}`;
