import { asSystem, type Ctx, transact } from "../context.ts";
import { nodeNames } from "../node-names.ts";
import { findNodeId } from "../nodes.store.ts";
import { mayKnowOf, type NotPermitted } from "../policy.ts";
import { forbidden, type Problem } from "../problem.ts";

/**
 * The refusal with the name of the organisation where the duty is missing. Only of places on, above or below those where the actor
 * works: a refusal tells nobody that something lies elsewhere. Never worse than the refusal itself: without a name it stays general.
 */
export async function explain(ctx: Ctx, refusal: NotPermitted): Promise<Problem> {
  const { needed } = refusal;
  if (needed?.path === undefined || !mayKnowOf(ctx.actor, needed.path)) return refusal;
  const { path } = needed;
  const organisation = await transact(asSystem(ctx, "explain"), async (tx) => {
    const id = await findNodeId(tx.db, path);
    return id === undefined ? undefined : (await nodeNames(tx.db, [id])).get(id);
  }).catch((error: Error) => {
    ctx.log.warn({ reason: error.message }, "access.not_explained");
    return undefined;
  });
  return organisation === undefined ? refusal : forbidden("access.forbidden", { ...refusal.params, organisation });
}
