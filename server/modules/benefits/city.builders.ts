/** What the tests of access need of benefits: one object of every kind that a route can name. */
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aCookie, aStaff } from "#kernel/sign-in/sign-in.builders";
import { insertAward, insertAwardPeople } from "./awards/award.store.ts";
import { aKey, type aMerchant, inDays, pin, type World } from "./benefits.builders.ts";
import { insertApplication } from "./merchants/application.store.ts";
import { agreementInput, aPicture, applicationInput, ask, filesUrl } from "./merchants/merchants.builders.ts";
import { insertNotice } from "./publication/notice.store.ts";
import { makeManager, today } from "./settlement/settlement.builders.ts";

/** A settlement of today with one statement, which its merchant disputes; a change of money that waits, and a year of before. */
export async function aDisputedStatement(
  world: World,
  given: { organisation: { id: string }; chief: string; shop: Awaited<ReturnType<typeof aMerchant>> } & {
    issued: { fundSourceId: string };
  },
) {
  const post = async (cookie: string, url: string, payload: object) => {
    const answer = await world.app.inject({ method: "POST", url, headers: { cookie }, payload });
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };
  const { organisation, chief, shop } = given;
  const days = { fromDay: today(), toDay: today() };
  const settlement = await post(chief, "/api/staff/settlements", { organisationId: organisation.id, ...days });
  const { id } = settlement.statements[0];
  const { digest } = await post(chief, `/api/staff/statements/${id}/send`, { revision: 1 });
  await makeManager(world, shop.first.id);
  const disputed = await post(shop.cookie, `/api/till/statements/${id}/disputes`, {
    ...{ clerkId: shop.first.id, pin, digest, disputes: [{ position: null, reason: "missing" }] },
  });
  const change = { kind: "added", amountFen: 100, reason: "more", document: "2026-1" };
  const asked = await post(chief, `/api/fund-sources/${given.issued.fundSourceId}/changes`, change);
  const year = { organisationId: organisation.id, year: 2021, theme: "spring", issuedFen: 1, source: "report" };
  const { id: pastYear } = await post(chief, "/api/staff/past-years", year);
  const dispute = disputed.disputes[0].id;
  return { settlement: settlement.id, statement: id, dispute, fundChange: asked.id, pastYear };
}

/** A publication that hangs out today. */
export async function aNotice(
  { database }: World,
  { issued, node, title }: { issued: { campaignId: string }; node: string; title: string },
): Promise<string> {
  const id = uuidv7();
  const rows = [{ name: "张*", union: title, tail: "", what: "券", awarded: false }];
  const days = { startsOn: today(), endsOn: today(), rows, people: 1, state: "published" as const };
  const contact = { contactName: title, contactLine: "12345", createdBy: uuidv7(), createdByName: title };
  const notice = { id, campaignId: issued.campaignId, releaseId: null, node, title, ...days, ...contact };
  await transact(database.ctx(), (tx) => insertNotice(tx.db, notice));
  return id;
}

/** An award that waits for a second person. */
export async function anAward(
  { database }: World,
  given: { issued: { campaignId: string; quotaId: string }; node: string; personId: string; reason: string },
): Promise<string> {
  const { issued, node, personId, reason } = given;
  const award = { id: uuidv7(), campaignId: issued.campaignId, releaseId: issued.quotaId, node, reason };
  await transact(database.ctx(), async (tx) => {
    await insertAward(tx.db, { ...award, createdBy: uuidv7(), createdByName: reason });
    await insertAwardPeople(tx.db, award, [{ personId, key: uuidv7() }]);
  });
  return award.id;
}

interface Papered {
  shop: Awaited<ReturnType<typeof aMerchant>>;
  node: { id: string; path: string };
  chief: string;
  campaignId: string;
  /** A member who looks at the goods. */
  viewer: string;
}

/** An application, an agreement and another account that wait, a plaque, and goods that members see. */
export async function somePapers(
  { app, database, secrets }: World,
  { shop, node, chief, campaignId, viewer }: Papered,
) {
  const merchantId = shop.merchant.organisationId;
  const post = async (url: string, payload: object) => {
    const answer = await ask(app, url, { cookie: chief, payload });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer.json();
  };
  const ofMerchant = `/api/staff/merchants/${merchantId}`;
  const agreement = await post(`${ofMerchant}/agreements`, agreementInput());
  const account = { bankName: "澄江银行", holder: "测试", account: "620000445566", fromOn: inDays(1), reason: "换行" };
  const accounts = await post(`${ofMerchant}/bank-accounts`, account);
  const plaque = await post(`/api/staff/stores/${shop.store.id}/plaques`, { title: "工会友好合作商家" });
  const picture = await aPicture(app, chief, filesUrl("benefits.goods_picture", node.id));
  const days = { startsOn: inDays(0), endsOn: inDays(9) };
  const about = { name: "苹果", origin: "盐源", priceFen: 3000, pictureFileId: picture, campaignId, ...days };
  const goods = await post(`${ofMerchant}/goods`, about);
  await post(`/api/staff/goods/${goods.id}/submit`, {});
  const second = await aStaff(database, secrets, { node, duties: ["benefits.checker"] });
  const passed = { cookie: second.cookie, payload: { revision: 1, verdict: "passed" } };
  const shown = await ask(app, `/api/staff/goods/${goods.id}/decision`, passed);
  if (shown.statusCode !== 200) throw new Error(shown.body);
  await ask(app, `/api/goods/${goods.id}/views`, {
    cookie: await aCookie(database, "member", viewer),
    payload: {},
  });
  const application = uuidv7();
  await transact(database.ctx(), (tx) =>
    insertApplication(tx.db, {
      ...applicationInput({ stores: [{ name: "一号店", address: "1 号", phone: "" }], creditCodeReason: null }),
      ...{ id: application, organisationId: node.id, node: node.path, licenceFileId: null },
      ...{ phoneSealed: Buffer.from("x"), phoneIndex: Buffer.from(application), phoneTail: "1234" },
    }),
  );
  return {
    ...{ application, agreement: agreement.id, bankAccount: accounts.items[0].id, goods: goods.id },
    ...{ plaque: plaque.id, plaqueNumber: plaque.number },
  };
}

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture that nothing shows yet. */
export async function anUpload({ app }: World, cookie: string, organisationId: string, name: string): Promise<string> {
  const answer = await app.inject({
    ...{ method: "POST", url: `/api/files?purpose=benefits.campaign_cover&organisationId=${organisationId}` },
    headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
    payload: aForm(name),
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().id;
}

/** A photo of a shop's receipt; gives its id. */
export async function aReceiptPhoto(
  { app }: World,
  cookie: string,
  redemptionId: string,
  name: string,
): Promise<string> {
  const photoId = aKey();
  const answer = await app.inject({
    ...{ method: "PUT", url: `/api/till/redemptions/${redemptionId}/photos/${photoId}` },
    headers: { cookie, "content-type": "multipart/form-data; boundary=x" },
    payload: aForm(name),
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return photoId;
}

function aForm(name: string): Buffer {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}.png"\r\ncontent-type: image/png\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(pixel, "base64"), Buffer.from("\r\n--x--\r\n")]);
}
