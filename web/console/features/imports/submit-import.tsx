import { Button, Card, Checkbox, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { FetchRefused } from "./fetch-refused.tsx";
import { importsKey } from "./imports.queries.ts";

/** The last step before the register: what is left out is said, and what cannot be taken goes back to its sender. */
export function SubmitImport({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const show = useShow();
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
  const writable = counts.insert + counts.update + (counts.conflict - counts.undecided - counts.leftOut);
  const why = whyNot({ unsettled, undecided: counts.undecided, left: skipRefused ? 0 : counts.refused, writable });
  return (
    <Card size="small" style={{ marginBottom: 16 }}>
      <Flex vertical gap={12}>
        {counts.refused > 0 && (
          <Flex gap={12} wrap align="center">
            <span>{t("imports.refusedAbout", { count: counts.refused, shown: show.number(counts.refused) })}</span>
            <FetchRefused import_={import_} />
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
          <Button
            type="primary"
            disabled={why !== undefined}
            loading={submit.isPending}
            onClick={() => submit.mutate()}
          >
            {t("imports.submit", { count: writable, shown: show.number(writable) })}
          </Button>
          {why !== undefined && <span>{t(`imports.notYet.${why}`)}</span>}
        </Flex>
      </Flex>
    </Card>
  );
}

/** What has to be done before anything can be written, the first thing first. */
function whyNot(open: { unsettled: boolean; undecided: number; left: number; writable: number }) {
  if (open.unsettled) return "unsettled";
  if (open.undecided > 0) return "undecided";
  if (open.writable === 0) return "nothing";
  return open.left > 0 ? "left" : undefined;
}
