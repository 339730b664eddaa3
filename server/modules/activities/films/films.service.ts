import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile } from "#kernel/files/files";
import { uuidv7 } from "#kernel/ids";
import { authorise, pathsHolding } from "#kernel/policy";
import { findOrganisationById } from "#modules/membership";
import { noSuchFilm, noSuchOrganisation } from "../activities.errors.ts";
import { mayManage, mayRead } from "../activities.policy.ts";
import type { Film } from "../sessions/session.schemas.ts";
import { viewFilm } from "../sessions/session.view.ts";
import { type FilmRow, findFilm, insertFilm, listFilms, updateFilm } from "./film.store.ts";

const poster = definePurpose({
  name: "activities.poster",
  ...{ upload: "activities.manage", read: "activities.read", open: true },
  mediaTypes: ["image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 4 * 1024 * 1024, maxSide: 2400 },
});

export interface FilmInput {
  title: string;
  minutes: number | null;
  language: string;
  about: string;
  posterFileId: string | null;
}

export async function addFilm(ctx: Ctx, input: FilmInput & { organisationId: string }): Promise<Film> {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisationById(tx.db, input.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();
    const film: FilmRow = { ...input, id: uuidv7(), node: organisation.node };
    authorise(tx.actor, mayManage, film);

    await exchangePoster(tx, film, null);
    await insertFilm(tx.db, film);
    await note(tx, film, "activities.film_added");
    return viewFilm(film);
  });
}

export async function changeFilm(ctx: Ctx, id: string, change: Partial<FilmInput>): Promise<Film> {
  return transact(ctx, async (tx) => {
    const before = await findFilm(tx.db, id);
    if (before === undefined || !mayRead(tx.actor, before)) throw noSuchFilm();
    authorise(tx.actor, mayManage, before);
    const film: FilmRow = { ...before, ...change };

    await exchangePoster(tx, film, before.posterFileId);
    await updateFilm(tx.db, film);
    await note(tx, film, "activities.film_changed", { fields: Object.keys(change) });
    return viewFilm(film);
  });
}

export async function listFilmViews(ctx: Ctx, q: string | undefined): Promise<Film[]> {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "activities.read");
    return (await listFilms(tx.db, { paths, q, limit: 100 })).map(viewFilm);
  });
}

// What a film looks like is no secret of its plan: the poster is public from the beginning.
const exchangePoster = (tx: Tx, film: FilmRow, before: string | null) =>
  exchangeFile(tx, {
    ...{ purpose: poster.name, node: film.node, owner: `film:${film.id}` },
    ...{ before, after: film.posterFileId, published: true },
  });

const note = (tx: Tx, film: FilmRow, action: string, detail: Record<string, unknown> = {}) =>
  record(tx, { node: film.node, action, object: { type: "film", id: film.id }, detail });
