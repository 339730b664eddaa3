import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { useAct } from "../../shared/use-act.ts";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./duties.module.css";
import { GrantDuty } from "./grant-duty.tsx";
import { lastDayOf } from "./term.ts";

type Grant = StaffAccount["duties"][number];

/** The duties of one account, each with its place in the tree and its last day. */
export function Grants({ account }: { account: StaffAccount }) {
  const { t } = useTranslation(["console", "shared"]);
  const show = useShow();
  const { name: dutyName } = useDutyName();
  const me = useMe();
  // Nobody gives duties to themselves.
  const mayGrant = me?.permissions.includes("staff.manage") === true && me.accountId !== account.id;
  const { modal } = App.useApp();
  const [granting, setGranting] = useState(false);
  const revoke = useAct({
    run: (grantId: string) =>
      unwrap(
        api.DELETE("/api/staff-accounts/{accountId}/duties/{grantId}", {
          params: { path: { accountId: account.id, grantId } },
        }),
      ),
    done: t("console:duties.revoked"),
    touches: [["staff-accounts"]],
  });
  const ask = ({ grantId, duty, nodeName }: Grant) =>
    void modal.confirm({
      title: t("console:duties.revokeTitle", { name: account.name, duty: dutyName(duty) }),
      content: t("console:duties.revokeWarning", { place: nodeName }),
      okText: t("console:duties.revoke"),
      okButtonProps: { danger: true },
      cancelText: t("shared:cancel"),
      onOk: () => revoke.mutateAsync(grantId).catch(() => undefined),
    });
  return (
    <Flex gap={6} wrap align="center">
      {account.duties.map((grant) => (
        <span key={grant.grantId} className={styles.grant}>
          <strong>{dutyName(grant.duty)}</strong> {grant.nodeName}
          {Date.parse(grant.validFrom) > Date.now() &&
            ` · ${t("console:duties.fromDay", { day: show.date(grant.validFrom) })}`}
          {grant.validUntil && ` · ${t("console:duties.untilDay", { day: show.date(lastDayOf(grant.validUntil)) })}`}
          {grant.canRevoke && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("console:duties.revokeOne", { duty: dutyName(grant.duty), place: grant.nodeName })}
              onClick={() => ask(grant)}
            />
          )}
        </span>
      ))}
      {!account.disabledAt && mayGrant && (
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setGranting(true)}>
          {t("console:duties.grant")}
        </Button>
      )}
      <GrantDuty account={account} open={granting} onClose={() => setGranting(false)} />
    </Flex>
  );
}
