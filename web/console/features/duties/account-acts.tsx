import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { HandOver } from "./hand-over.tsx";
import { TemporaryPassword } from "./temporary-password.tsx";

type Ask = "secondFactor" | "password" | "disable" | "reopen";

/** What can be done for, or against, an account: a way back after a loss, or its end. */
export function AccountActs({ account }: { account: StaffAccount }) {
  const { t } = useTranslation("console");
  const { modal } = App.useApp();
  const [asking, setAsking] = useState<Ask>();
  const [handingOver, setHandingOver] = useState(false);
  const path = { params: { path: { accountId: account.id } } };
  const act = useAct({
    run: async (reason: string) => {
      const body = { reason };
      if (asking === "disable") return unwrap(api.POST("/api/staff-accounts/{accountId}/disable", { ...path, body }));
      if (asking === "reopen") return unwrap(api.POST("/api/staff-accounts/{accountId}/reopen", { ...path, body }));
      if (asking === "password")
        return unwrap(api.POST("/api/staff-accounts/{accountId}/password/reset", { ...path, body }));
      return unwrap(api.POST("/api/staff-accounts/{accountId}/second-factor/reset", { ...path, body }));
    },
    done: t("duties.done"),
    touches: [["staff-accounts"]],
    onDone: (answer) => {
      setAsking(undefined);
      if (typeof answer === "object" && answer !== null && "password" in answer) {
        modal.success({
          title: t("duties.passwordMade", { name: account.name }),
          content: <TemporaryPassword login={account.login} password={String(answer.password)} />,
          okText: t("duties.handedOver"),
          width: 480,
        });
      }
    },
  });
  const reopens = account.closedIdle && account.can.reset;
  if ((account.disabledAt && !reopens) || (!account.can.reset && !account.can.disable)) return null;
  const item = (key: Ask) => ({
    key,
    label: t(`duties.act.${key}`),
    danger: key === "disable",
    onClick: () => setAsking(key),
  });
  const mayHandOver = account.duties.length > 0 && account.duties.every((held) => held.canRevoke);
  const ofOpen = [
    ...(mayHandOver
      ? [{ key: "handOver", label: t("duties.handOver.act"), danger: false, onClick: () => setHandingOver(true) }]
      : []),
    ...(account.can.reset ? [item("secondFactor"), item("password")] : []),
    ...(account.can.disable ? [item("disable")] : []),
  ];
  const items = reopens ? [item("reopen")] : ofOpen;
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button size="small">{t("duties.more")}</Button>
      </Dropdown>
      <HandOver account={account} open={handingOver} onClose={() => setHandingOver(false)} />
      <ReasonModal
        open={asking !== undefined}
        title={asking ? t(`duties.act.${asking}`) : ""}
        warning={asking ? t(`duties.warning.${asking}`, { name: account.name }) : ""}
        ok={t("duties.confirm")}
        busy={act.isPending}
        onCancel={() => setAsking(undefined)}
        onConfirm={(reason) => act.mutate(reason)}
      />
    </>
  );
}
