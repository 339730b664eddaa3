/**
 * `npm run new-module -- MODULE THING 中文`, e.g. `places place 服务点`: a room with one table, two routes, its rules, policy and
 * tests, entered in the table of contents. It passes every check as it is; write your own over it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const templates = join(import.meta.dirname, "module-template");

export interface ModuleNames {
  /** The room, plural: `places`. */
  modules: string;
  /** What it keeps, singular: `place`. */
  thing: string;
  chinese: string;
}

/** The files of a new room by path from the root. `now` stamps the migration, in UTC. */
export function moduleFiles(names: ModuleNames, now: Date): Map<string, string> {
  const stamp = now.toISOString().replace(/[-:]/g, "").slice(0, 13);
  const Thing = names.thing.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const words = { modules: names.modules, thing: names.thing, Thing, 中文: names.chinese };
  const placeOf = (template: string) => {
    const name = template.replace(/\.txt$/, "");
    if (name === "migrations/create.sql") return `migrations/${stamp}_create_${names.thing}.sql`;
    return name === "README.md" || name === "index.ts" ? name : `${names.modules}.${name}`;
  };
  return new Map(
    readdirSync(templates, { recursive: true, encoding: "utf8" })
      .filter((template) => template.endsWith(".txt"))
      .map((template) => [
        `server/modules/${names.modules}/${placeOf(template)}`,
        Object.entries(words).reduce(
          (text, [word, value]) => text.replaceAll(`{{${word}}}`, value),
          readFileSync(join(templates, template), "utf8"),
        ),
      ]),
  );
}

/** The table of contents with one more room, after those it uses. */
export function entered(contents: string, modules: string): string {
  return contents
    .replace(/\n\n\/\*\*/, `\nimport { ${modules} } from "#modules/${modules}";\n\n/**`)
    .replace(/modules = \[([^\]]*)\]/, (_, rooms: string) => `modules = [${rooms}, ${modules}]`);
}

function main([modules = "", thing = "", chinese = ""]: string[]): void {
  if (!/^[a-z]{3,20}$/.test(modules) || !/^[a-z]{3,20}$/.test(thing) || modules === thing || chinese === "") {
    process.stderr.write(
      "Usage: npm run new-module -- places place 服务点   (small letters; the room, the thing, its Chinese name)\n",
    );
    process.exit(2);
  }
  if (existsSync(join(root, "server/modules", modules))) {
    process.stderr.write(`server/modules/${modules} exists already.\n`);
    process.exit(1);
  }
  const files = moduleFiles({ modules, thing, chinese }, new Date());
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const contents = join(root, "server/modules.ts");
  writeFileSync(contents, entered(readFileSync(contents, "utf8"), modules));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  execFileSync(process.execPath, [biome, "check", "--write", `server/modules/${modules}`, contents], { cwd: root });
  process.stdout.write(`${[...files.keys(), "server/modules.ts"].join("\n")}\n`);
  process.stdout.write(
    "\nNext: npm run db, npm run api; texts for its problem codes, duties and audit actions in web/; docs/glossary.md.\n",
  );
}

if (import.meta.main) main(process.argv.slice(2));
