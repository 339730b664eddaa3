import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aTestCity, aUnit, pin } from "../benefits.builders.ts";
import { keepBankAccount } from "../merchants/bank-account.service.ts";
import { decideBankAccount } from "../merchants/bank-account.store.ts";
import { aRedemption, someSettling, today } from "./settlement.builders.ts";

type TestCity = Awaited<ReturnType<typeof aTestCity>>;
type Answer = Awaited<ReturnType<TestCity["post"]>>;

function expectDone(answer: Answer, status: number): Answer {
  if (answer.statusCode !== status) throw new Error(answer.body);
  return answer;
}

/** A city whose unions settle with their shops, each test with a union of its own: its numbers begin at one. */
export async function aSettlementDesk(given: { filesIn?: string } = {}) {
  const { world, city, post, get } = await aTestCity(given);

  const aUnion = () => aUnit(world, city);
  const open = (cookie: string, organisationId: string) =>
    post(cookie, "/api/staff/settlements", { organisationId, fromDay: today(), toDay: today() });

  /** Vouchers used at one shop, and the draft of its statement. */
  async function settled({ redeem = 2 }: { redeem?: number } = {}) {
    const union = await aUnion();
    const made = await someSettling(world, union);
    const redemptions: string[] = [];
    for (let index = 0; index < redeem; index++)
      redemptions.push(
        await aRedemption(world, post, {
          ...{ cookie: made.shop.cookie, personId: made.people[index] ?? "", claimId: made.claims[index] ?? "" },
          amountFen: 25_000 + index,
        }),
      );
    const settlement = expectDone(await open(made.maker.cookie, union.id), 201).json();
    const statement = settlement.statements[0];
    return { ...made, union, redemptions, settlement, statement, url: `/api/staff/statements/${statement.id}` };
  }
  type Settled = Awaited<ReturnType<typeof settled>>;

  const read = async ({ url, maker }: Pick<Settled, "url" | "maker">) => (await get(maker.cookie, url)).json();

  /** One act of the union on the revision as it is. */
  async function act(cookie: string, given: Settled, what: string, more: object = {}) {
    const { revision } = await read(given);
    return post(cookie, `${given.url}/${what}`, { revision, ...more });
  }

  async function sent(given: { redeem?: number } = {}) {
    const made = await settled(given);
    const answer = expectDone(await act(made.maker.cookie, made, "send"), 200);
    return { ...made, digest: answer.json().digest as string };
  }

  const confirm = (made: Settled & { digest: string }, more: object = {}) =>
    post(made.shop.cookie, `/api/till/statements/${made.statement.id}/confirmation`, {
      ...{ clerkId: made.shop.first.id, pin, digest: made.digest },
      ...more,
    });

  async function confirmed() {
    const made = await sent();
    expectDone(await confirm(made), 200);
    return made;
  }

  /** An account of the merchant from a day on, as two other people have allowed it. */
  const anAccount = ({ shop }: Pick<Settled, "shop">, account: string, fromOn: string) =>
    transact(world.database.ctx(), async (tx) => {
      const merchant = shop.merchant;
      const details = { bankName: "工商银行", holder: "测试商户", account, fromOn, reason: "", agreementId: null };
      const id = await keepBankAccount(tx, world.secrets, { ...details, merchant });
      const decided = { state: "approved" as const, fromOn, by: uuidv7(), byName: "二号", refusal: null };
      await decideBankAccount(tx.db, id, decided);
    });

  const anInvoice = async (made: Settled) =>
    expectDone(
      await world.app.inject({
        ...{ method: "PUT", url: `${made.url}/invoice`, headers: { cookie: made.maker.cookie } },
        payload: { number: "24442000000012345678", on: today() },
      }),
      200,
    );

  return { world, city, post, get, aUnion, open, settled, read, act, sent, confirm, confirmed, anAccount, anInvoice };
}
