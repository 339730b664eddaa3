import { addDays, dayOf } from "#kernel/business-day";
import type { FileStorage } from "#kernel/files/file-storage";
import type { Runtime } from "#kernel/module";
import { decideAgreement, draftAgreement, issuePlaque, submitAgreement, suspendStore } from "#modules/benefits";
import { creditCodeCheckSign } from "#wire/credit-code";
import { type Account, acting, type Place } from "./acting.ts";
import { drawAgreement, keepPicture } from "./drawings.ts";
import type { DemoMerchant } from "./merchants.ts";

interface Given {
  city: Place;
  maker: Account;
  checker: Account;
  merchants: readonly DemoMerchant[];
}

const plaqueTitle = "工会友好合作商家";

/**
 * What a union keeps of its merchants: agreements in force with the account that money goes to, plaques at the doors, and one
 * store that is withdrawn for some weeks. The home appliances' plaques are still to be issued.
 */
export async function loadDemoPapers(
  runtime: Pick<Runtime, "secrets" | "system">,
  storage: FileStorage,
  { city, merchants, ...people }: Given,
): Promise<void> {
  const system = runtime.system("demo");
  const maker = acting(system, people.maker, "benefits.maker", city);
  const checker = acting(system, people.checker, "benefits.checker", city);
  const today = dayOf(system.clock.now());
  const year = Number(today.slice(0, 4));
  for (const [index, { id: merchantId, name, stores }] of merchants.entries()) {
    const legalName = `${name}有限公司`;
    const contractNumber = `友好-${year}-${String(index + 1).padStart(3, "0")}`;
    const paper = { contractNumber, legalName, startsOn: `${year}-01-01`, endsOn: `${year + 1}-12-31` };
    const scan = { purpose: "benefits.agreement_scan", name: `${contractNumber}.jpg`, node: city.node };
    const scanFileId = await keepPicture(system, storage, { ...scan, picture: drawAgreement(paper) });
    const agreement = await draftAgreement(maker, runtime.secrets, {
      ...{ ...paper, merchantId, scanFileId, creditCode: demoCreditCode(index), creditCodeReason: null },
      ...{ invoiceKind: "ordinary", invoiceTitle: legalName, invoiceDetails: "" },
      bank: {
        bankName: "澄江银行北岸支行",
        holder: legalName,
        account: `6200001126${String(index + 1).padStart(6, "0")}`,
      },
    });
    await submitAgreement(maker, agreement.id);
    const { revision } = agreement;
    await decideAgreement(checker, agreement.id, { revision, verdict: "passed", note: "协议、执照和账户已核对" });
    if (name === "北岸家电") continue;
    for (const { id: storeId } of stores) await issuePlaque(maker, { storeId, title: plaqueTitle });
  }
  const closed = merchants.find(({ name }) => name === "白桦眼镜")?.stores.at(-1);
  const because = { reason: "商场消防改造,暂停收券", untilDay: addDays(today, 21) };
  if (closed) await suspendStore(maker, { storeId: closed.id, ...because });
}

/** Whole and different for each, of a district that is not given out. */
function demoCreditCode(index: number): string {
  const body = `91990000MA${String(index + 1).padStart(7, "0")}`;
  return `${body}${creditCodeCheckSign(body) ?? "0"}`;
}
