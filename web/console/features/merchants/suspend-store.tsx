import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantStore } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useAct } from "../../shared/use-act.ts";
import { touchesQuery } from "./merchants.queries.ts";

/** The union withdraws one store with a reason and an end, or lets it take vouchers again. */
export function SuspendStore({ store }: { store: MerchantStore }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState(false);
  const params = { path: { id: store.id } };
  const lift = useAct({
    run: () => unwrap(api.DELETE("/api/staff/stores/{id}/suspension", { params })),
    ...{ done: t("merchants.changed"), touches: [["merchants"]] },
  });
  if (store.suspension !== null)
    return (
      <Button size="small" loading={lift.isPending} onClick={() => lift.mutate()}>
        {t("merchants.hold.lift")}
      </Button>
    );
  return (
    <>
      <Button size="small" danger onClick={() => setAsking(true)}>
        {t("merchants.hold.act")}
      </Button>
      {asking && <HoldForm store={store} onClose={() => setAsking(false)} />}
    </>
  );
}

function HoldForm({ store, onClose }: { store: MerchantStore; onClose: () => void }) {
  const { t } = useTranslation("console");
  const touches = useQuery(touchesQuery(store.id)).data;
  const params = { path: { id: store.id } };
  const needed = { required: true, whitespace: true, message: t("common.reasonNeeded") };
  const nowhere = touches?.campaigns.filter(({ elsewhere }) => !elsewhere).map(({ title }) => title) ?? [];
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("merchants.hold.title", { name: store.name })}
      warning={
        touches === undefined
          ? t("merchants.hold.counting")
          : t("merchants.hold.touches", { campaigns: touches.campaigns.length, count: touches.holding })
      }
      ok={t("merchants.hold.act")}
      run={({ reason, untilDay }: { reason: string; untilDay?: string }) =>
        unwrap(api.POST("/api/staff/stores/{id}/suspension", { params, body: { reason, untilDay: untilDay || null } }))
      }
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      {nowhere.length > 0 && <p>{t("merchants.closeNowhere", { titles: nowhere.join(t("merchants.and")) })}</p>}
      <Form.Item name="reason" label={t("common.reason")} extra={t("merchants.hold.reasonHelp")} rules={[needed]}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="untilDay" label={t("merchants.hold.until")} extra={t("merchants.hold.untilHelp")}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
