import { type Ctx, transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import type { Secrets } from "#kernel/secrets/secrets";
import * as shapes from "./agreement.schemas.ts";
import type { AgreementRow } from "./agreement.store.ts";
import * as accounts from "./bank-account.service.ts";
import type { BankAccountRow } from "./bank-account.store.ts";
import { decideAgreement, submitAgreement, terminateAgreement, viewAgreements } from "./check-agreement.service.ts";
import { changeAgreement, draftAgreement, listMerchantAgreements } from "./draft-agreement.service.ts";

const tags = ["agreements"];
const read = "benefits.read" as const;
const keep = "benefits.merchants" as const;
const approve = "benefits.funds" as const;

/** What union and merchant have signed, and where the merchant's money goes. */
export function agreementRoutes(app: App, { secrets }: { secrets: Secrets }): void {
  draftRoutes(app, secrets);
  checkRoutes(app);
  accountRoutes(app, secrets);
}

const viewAll = (ctx: Ctx, rows: AgreementRow[]) => transact(ctx, (tx) => viewAgreements(tx, rows));

async function viewOne(ctx: Ctx, row: AgreementRow) {
  const [view] = await viewAll(ctx, [row]);
  if (view === undefined) throw new Error("an agreement has a view");
  return view;
}

function draftRoutes(app: App, secrets: Secrets): void {
  app.get(
    "/api/staff/merchants/:merchantId/agreements",
    {
      access: read,
      schema: {
        operationId: "listAgreements",
        tags,
        params: shapes.MerchantParams,
        response: { 200: shapes.AgreementList },
      },
    },
    async ({ ctx, params }) => ({ items: await viewAll(ctx, await listMerchantAgreements(ctx, params.merchantId)) }),
  );
  app.post(
    "/api/staff/merchants/:merchantId/agreements",
    {
      access: keep,
      schema: {
        operationId: "draftAgreement",
        tags,
        params: shapes.MerchantParams,
        body: shapes.AgreementInput,
        response: { 201: shapes.Agreement },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const drafted = await draftAgreement(ctx, secrets, { ...body, merchantId: params.merchantId });
      return reply.code(201).send(await viewOne(ctx, drafted));
    },
  );
  app.put(
    "/api/staff/agreements/:agreementId",
    {
      access: keep,
      schema: {
        operationId: "changeAgreement",
        tags,
        params: shapes.AgreementParams,
        body: shapes.AgreementInput,
        response: { 200: shapes.Agreement },
      },
    },
    async ({ ctx, params, body }) =>
      viewOne(ctx, await changeAgreement(ctx, secrets, { ...body, id: params.agreementId })),
  );
}

function checkRoutes(app: App): void {
  const schema = { tags, params: shapes.AgreementParams, response: { 200: shapes.Agreement } };
  app.post(
    "/api/staff/agreements/:agreementId/submit",
    { access: keep, schema: { operationId: "submitAgreement", ...schema } },
    async ({ ctx, params }) => viewOne(ctx, await submitAgreement(ctx, params.agreementId)),
  );
  app.post(
    "/api/staff/agreements/:agreementId/decision",
    { access: approve, schema: { operationId: "decideAgreement", ...schema, body: shapes.AgreementAnswer } },
    async ({ ctx, params, body }) => viewOne(ctx, await decideAgreement(ctx, params.agreementId, body)),
  );
  app.post(
    "/api/staff/agreements/:agreementId/termination",
    { access: keep, schema: { operationId: "terminateAgreement", ...schema, body: shapes.Termination } },
    async ({ ctx, params, body }) => viewOne(ctx, await terminateAgreement(ctx, params.agreementId, body.reason)),
  );
}

function accountRoutes(app: App, secrets: Secrets): void {
  const view = ({ actor }: Ctx, rows: BankAccountRow[]) => ({
    items: rows.map((row) => accounts.viewBankAccount(row, actor)),
  });
  const response = { 200: shapes.BankAccountList };
  app.get(
    "/api/staff/merchants/:merchantId/bank-accounts",
    {
      access: read,
      schema: { operationId: "listBankAccounts", tags, params: shapes.MerchantParams, response },
    },
    async ({ ctx, params }) => view(ctx, await accounts.listMerchantAccounts(ctx, params.merchantId)),
  );
  app.post(
    "/api/staff/merchants/:merchantId/bank-accounts",
    {
      access: keep,
      schema: {
        operationId: "askBankAccount",
        tags,
        params: shapes.MerchantParams,
        body: shapes.BankAccountChange,
        response,
      },
    },
    async ({ ctx, params, body }) => view(ctx, await accounts.askBankAccount(ctx, secrets, { ...body, ...params })),
  );
  app.post(
    "/api/staff/bank-accounts/:bankAccountId/decision",
    {
      access: approve,
      schema: {
        operationId: "decideBankAccount",
        tags,
        params: shapes.BankAccountParams,
        body: shapes.BankAccountAnswer,
        response,
      },
    },
    async ({ ctx, params, body }) => view(ctx, await accounts.decideBankAccount(ctx, params.bankAccountId, body)),
  );
}
