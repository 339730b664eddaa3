import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginSnapshot } from "#kernel/backup/backup";
import { assertAllRowsVisible } from "#kernel/backup/backup-tables";
import { temporarySecrets } from "#kernel/secrets/secrets";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { loadDemoCity } from "../db/demo/city.ts";
import { modules } from "./modules.ts";

const root = join(import.meta.dirname, "..");

interface Source {
  file: string;
  imports: string[];
  text: string;
}

async function sourcesOf(folder: string): Promise<Source[]> {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.tsx?$/.test(name) && !name.includes("node_modules"));
  return Promise.all(
    files.map(async (name) => {
      const file = join(folder, name);
      const text = await readFile(join(root, file), "utf8");
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) =>
        target(file, match[1] ?? ""),
      );
      return { file, imports, text };
    }),
  );
}

/** Where an import leads, as a path from the root; packages stay as they are. */
function target(file: string, to: string): string {
  if (to.startsWith("#kernel/")) return `server/kernel/${to.slice(8)}`;
  if (to.startsWith("#engines/")) return `server/engines/${to.slice(9)}/index.ts`;
  if (to.startsWith("#modules/")) return `server/modules/${to.slice(9)}/index.ts`;
  if (to.startsWith("#wire/")) return `wire/${to.slice(6)}`;
  if (to.startsWith("#server/")) return `server/${to.slice(8)}`;
  return to.startsWith(".") ? relative(root, resolve(root, file, "..", to)) : to;
}

/** The ways round from a file back to itself, one for each file that closes a circle: depth first, each file once. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const way: string[] = [];
  const found: string[] = [];
  const visit = (file: string) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (way.includes(file) || done.has(file)) return;
    way.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return found;
}

const room = (path: string, floor: string) => (path.startsWith(`server/${floor}/`) ? path.split("/")[2] : undefined);
const isTest = (file: string) => /\.(test|builders|fixture)\.tsx?$/.test(file);

describe("floors", async () => {
  const server = (await sourcesOf("server")).filter((source) => !isTest(source.file));
  const offences = (folder: string, forbidden: (path: string) => boolean) =>
    server
      .filter((s) => s.file.startsWith(folder))
      .flatMap((s) => s.imports.filter(forbidden).map((i) => `${s.file} → ${i}`));

  it("the kernel knows nothing above it", () => {
    expect(offences("server/kernel/", (path) => /^server\/(engines|modules|main|app|serve)/.test(path))).toEqual([]);
  });

  it("engines know neither modules nor HTTP", () => {
    expect(
      offences(
        "server/engines/",
        (path) => path.startsWith("server/modules/") || path === "fastify" || path === "server/kernel/http/http",
      ),
    ).toEqual([]);
  });

  it("a room is entered by its door only", () => {
    const entered = server.flatMap((s) =>
      s.imports
        .filter((i) =>
          ["engines", "modules"].some(
            (floor) =>
              room(i, floor) !== undefined && room(i, floor) !== room(s.file, floor) && !i.endsWith("/index.ts"),
          ),
        )
        .map((i) => `${s.file} → ${i}`),
    );
    expect(entered).toEqual([]);
  });

  it("a module uses only the modules it lists, and never in a circle", () => {
    const known: string[] = [];
    for (const module of modules) {
      expect(
        module.uses.filter((name) => !known.includes(name)),
        module.name,
      ).toEqual([]);
      known.push(module.name);
    }
    const unlisted = server.flatMap((s) => {
      const own = room(s.file, "modules");
      const uses = modules.find((module) => module.name === own)?.uses ?? [];
      return own === undefined
        ? []
        : s.imports
            .filter(
              (i) =>
                room(i, "modules") !== undefined &&
                room(i, "modules") !== own &&
                !uses.some((name) => name === room(i, "modules")),
            )
            .map((i) => `${s.file} → ${i}`);
    });
    expect(unlisted).toEqual([]);
  });

  it("no file reaches itself through what it imports, types included", async () => {
    const graph = (sources: readonly Source[]) =>
      new Map(sources.map((s) => [s.file, s.imports.map((to) => (/\.tsx?$/.test(to) ? to : `${to}.ts`))] as const));
    const all = graph([...server, ...(await sourcesOf("wire")).filter((source) => !isTest(source.file))]);
    expect(all.get("server/kernel/audit/audit.ts")).toContain("server/kernel/context.ts");
    expect(circles(all)).toEqual([]);
  });

  it("a circle is found, however long, and a file reached by two ways is none", () => {
    const straight = { a: ["b", "c"], b: ["d"], c: ["d"], d: [] };
    expect(circles(new Map(Object.entries(straight)))).toEqual([]);
    expect(circles(new Map(Object.entries({ ...straight, d: ["c"] })))).toEqual(["d → c → d"]);
    expect(circles(new Map([["a", ["a"]]]))).toEqual(["a → a"]);
  });

  it("web and server know each other by the API's types alone", async () => {
    const web = await sourcesOf("web");
    expect(web.length).toBeGreaterThan(50);
    expect(web.flatMap((s) => s.imports.filter((i) => i.startsWith("server/")).map((i) => `${s.file} → ${i}`))).toEqual(
      [],
    );
    expect(offences("server/", (path) => path.startsWith("web/"))).toEqual([]);
  });

  it("wire imports neither side", async () => {
    const wire = (await sourcesOf("wire")).filter((source) => !isTest(source.file));
    expect(wire.length).toBeGreaterThan(3);
    expect(wire.flatMap((s) => s.imports.filter((i) => /^(server|web|node:)/.test(i)))).toEqual([]);
  });

  it("no file has grown past 400 lines", () => {
    expect(server.filter((s) => s.text.split("\n").length > 400).map((s) => s.file)).toEqual([]);
  });
});

describe("row level security", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const ask = async <Row extends Record<string, unknown>>(text: string) => (await database.pool.query<Row>(text)).rows;

  it("is enabled and forced on every table that belongs to an organisation or to a person", async () => {
    const open =
      await ask(`select distinct n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname in ('node', 'person_id') and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
        and not (c.relrowsecurity and c.relforcerowsecurity)`);
    expect(open).toEqual([]);
  });

  it("hides nothing from the server itself, without which no backup is written", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await beginSnapshot(owner);
    await assertAllRowsVisible(owner);
    await owner.end();
  });

  it("binds the app role: no owner, no superuser, no bypass, no function with the owner's rights", async () => {
    const [role] = await ask(
      `select rolsuper, rolbypassrls, pg_has_role(current_user, 'gonghui_owner', 'member') as owns from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owns: false });
    const definers =
      await ask(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss')`);
    // Reviewed: makes the partitions of coming months, with nothing of the caller's but a number; moves a node with the rows below it,
    // which changes paths and nothing else; reads what records about many say of one thing that stands in the caller's own scope.
    expect(definers.map(({ name }) => name).sort()).toEqual([
      "kernel.audit_about(uuid)",
      ...["kernel.make_audit_partitions(integer)", "kernel.move_node(uuid,uuid)"],
      // Gives a person's rows to another person and changes nothing else of them; for the server's own sight alone.
      ...["kernel.move_person_rows(uuid,uuid,text[],jsonb)", "kernel.settle_moves(interval)"],
      // Counts two tables for the planner; takes nothing and gives nothing.
      "membership.measure_register()",
    ]);
  });

  it("shows nothing without a context", async () => {
    await loadDemoCity({ secrets: await temporarySecrets(), system: () => database.ctx() }, { people: 40 });
    const tables = await ask<{
      name: string;
    }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and c.relforcerowsecurity order by 1`);
    const client = await database.pool.connect();
    let filled = 0;
    for (const { name } of tables) {
      const count = async (scope: string) => {
        await client.query(`begin; set local app.scope = '${scope}'`);
        const { rows } = await client.query(`select 1 from ${name} limit 1`);
        await client.query("rollback");
        return rows.length;
      };
      filled += await count("*");
      expect(await count(""), name).toBe(0);
    }
    client.release();
    expect(filled).toBeGreaterThanOrEqual(6);
  });
});
