import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Form, Input, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { BankAccount, Merchant } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { accountsQuery } from "./merchants.queries.ts";

/** Where a merchant's money goes, from which day; another account needs a second person. */
export function AccountsCard({ merchant }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const accounts = useQuery(accountsQuery(merchant.id));
  const [asking, setAsking] = useState(false);
  const ask = merchant.can.keep && <Button onClick={() => setAsking(true)}>{t("merchants.account.change")}</Button>;
  return (
    <Card title={t("merchants.account.title")} extra={ask}>
      <QueryView query={accounts} empty={t("merchants.account.none")} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <Table<BankAccount>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 700 }}
            dataSource={items}
            columns={[
              {
                title: t("merchants.account.fromOn"),
                key: "from",
                width: 130,
                render: (_, { fromOn }) => show.date(fromOn),
              },
              { title: t("merchants.account.bankName"), dataIndex: "bankName" },
              { title: t("merchants.account.holder"), dataIndex: "holder" },
              { title: t("merchants.account.number"), dataIndex: "accountMasked", width: 130 },
              {
                title: t("common.status"),
                key: "state",
                width: 220,
                render: (_, one) => <AccountState account={one} />,
              },
            ]}
          />
        )}
      </QueryView>
      {asking && <AskAccount merchantId={merchant.id} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function AccountState({ account }: { account: BankAccount }) {
  const { t } = useTranslation("console");
  const [refusing, setRefusing] = useState(false);
  const params = { path: { bankAccountId: account.id } };
  const decide = useAct({
    run: (body: { verdict: "passed" | "refused"; note?: string }) =>
      unwrap(api.POST("/api/staff/bank-accounts/{bankAccountId}/decision", { params, body })),
    ...{ done: t("merchants.changed"), touches: [["merchants"]], onDone: () => setRefusing(false) },
  });
  const waits = account.withAgreement && account.state === "asked";
  return (
    <>
      {t(waits ? "merchants.account.withAgreement" : `merchants.account.state.${account.state}`)}
      {account.refusal !== null && ` · ${account.refusal}`}
      {account.can.decide && (
        <Flex gap={8}>
          <Button size="small" type="primary" onClick={() => decide.mutate({ verdict: "passed" })}>
            {t("merchants.agreement.approve")}
          </Button>
          <Button size="small" onClick={() => setRefusing(true)}>
            {t("merchants.agreement.refuse")}
          </Button>
        </Flex>
      )}
      <ReasonModal
        open={refusing}
        title={t("merchants.agreement.refuse")}
        warning={t("merchants.account.refuseWarning")}
        ok={t("merchants.agreement.refuse")}
        busy={decide.isPending}
        onCancel={() => setRefusing(false)}
        onConfirm={(note) => decide.mutate({ verdict: "refused", note })}
      />
    </>
  );
}

interface Values {
  bankName: string;
  holder: string;
  account: string;
  fromOn: string;
  reason: string;
}

function AskAccount({ merchantId, onClose }: { merchantId: string; onClose: () => void }) {
  const { t } = useTranslation("console");
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  const digits = { pattern: /^[\d\s-]{6,40}$/, message: t("merchants.account.wrong") };
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("merchants.account.change")}
      run={(body: Values) =>
        unwrap(api.POST("/api/staff/merchants/{merchantId}/bank-accounts", { params: { path: { merchantId } }, body }))
      }
      done={t("merchants.account.asked")}
      touches={[["merchants"]]}
    >
      <p>{t("merchants.account.changeHelp")}</p>
      <Form.Item name="bankName" label={t("merchants.account.bankName")} rules={[needed]}>
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="holder" label={t("merchants.account.holder")} rules={[needed]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="account" label={t("merchants.account.number")} rules={[needed, digits]}>
        <Input inputMode="numeric" maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="fromOn" label={t("merchants.account.fromOn")} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reason" label={t("common.reason")} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
