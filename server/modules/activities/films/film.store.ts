import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface FilmRow {
  id: string;
  node: string;
  organisationId: string;
  title: string;
  minutes: number | null;
  language: string;
  about: string;
  posterFileId: string | null;
}

const columns = sql.raw("id, node::text as node, organisation_id, title, minutes, language, about, poster_file_id");

export async function findFilms(db: Db, ids: readonly string[]): Promise<Map<string, FilmRow>> {
  const { rows } = await sql<FilmRow>`select ${columns} from activities.film
    where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findFilm(db: Db, id: string): Promise<FilmRow | undefined> {
  return (await findFilms(db, [id])).get(id);
}

/** Films of these subtrees, newest first. */
export async function listFilms(
  db: Db,
  { paths, q, limit }: { paths: readonly string[]; q?: string | undefined; limit: number },
): Promise<FilmRow[]> {
  const like = q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<FilmRow>`select ${columns} from activities.film
    where ${[...paths]}::ltree[] @> node and (${like}::text is null or title ilike ${like})
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** The films of an organisation with these titles, by title; of several the newest. */
export async function findFilmsByTitle(
  db: Db,
  organisationId: string,
  titles: readonly string[],
): Promise<Map<string, FilmRow>> {
  const { rows } = await sql<FilmRow>`select ${columns} from activities.film
    where organisation_id = ${organisationId} and title = any(${[...titles]}::text[]) order by id`.execute(db);
  return new Map(rows.map((row) => [row.title, row]));
}

export const insertFilm = (db: Db, f: FilmRow) =>
  sql`insert into activities.film (id, node, organisation_id, title, minutes, language, about, poster_file_id)
    values (${f.id}, ${f.node}::ltree, ${f.organisationId}, ${f.title}, ${f.minutes}, ${f.language}, ${f.about},
      ${f.posterFileId})`.execute(db);

export const updateFilm = (db: Db, f: FilmRow) =>
  sql`update activities.film set title = ${f.title}, minutes = ${f.minutes}, language = ${f.language}, about = ${f.about},
      poster_file_id = ${f.posterFileId} where id = ${f.id}`.execute(db);
