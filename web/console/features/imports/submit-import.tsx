import { Button, Card, Checkbox, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { importsKey } from "./imports.queries.ts";

/** The last step before the register: what is left out is said, and what cannot be taken goes back to its sender. */
export function SubmitImport({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const language = useLanguage();
  const { id, counts } = import_;
  const [skipRefused, setSkipRefused] = useState(false);
  const path = { importId: id };
  const submit = useAct({
    run: () => unwrap(api.POST("/api/staff/imports/{importId}/submit", { params: { path }, body: { skipRefused } })),
    touches: [importsKey],
  });
  const leave = useAct({
    run: () => unwrap(api.POST("/api/staff/imports/{importId}/leave-undecided", { params: { path } })),
    touches: [importsKey],
  });
  const unsettled = Object.values(import_.settled).some((names) => Object.values(names).includes(null));
  const writable = counts.insert + counts.update + (counts.conflict - counts.undecided);
  const isReady = !unsettled && counts.undecided === 0 && writable > 0 && (counts.refused === 0 || skipRefused);
  return (
    <Card size="small" style={{ marginBottom: 16 }}>
      <Flex vertical gap={12}>
        {counts.refused > 0 && (
          <Flex gap={12} wrap align="center">
            <span>{t("imports.refusedAbout", { count: counts.refused, shown: show.number(counts.refused) })}</span>
            {import_.mine && (
              <Button href={`/api/staff/imports/${id}/refused?language=${language}`} download>
                {t("imports.fetchRefused")}
              </Button>
            )}
            <Checkbox checked={skipRefused} onChange={(event) => setSkipRefused(event.target.checked)}>
              {t("imports.skipRefused")}
            </Checkbox>
          </Flex>
        )}
        {counts.undecided > 0 && (
          <Flex gap={12} wrap align="center">
            <span>
              {t("imports.undecidedAbout", { count: counts.undecided, shown: show.number(counts.undecided) })}
            </span>
            <Button loading={leave.isPending} onClick={() => leave.mutate()}>
              {t("imports.leaveAll")}
            </Button>
          </Flex>
        )}
        <Flex gap={12} wrap align="center">
          <Button type="primary" disabled={!isReady} loading={submit.isPending} onClick={() => submit.mutate()}>
            {t("imports.submit", { count: writable, shown: show.number(writable) })}
          </Button>
          {unsettled && <span>{t("imports.settleFirst")}</span>}
        </Flex>
      </Flex>
    </Card>
  );
}
