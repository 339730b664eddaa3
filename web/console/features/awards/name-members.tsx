import { Button, Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AwardShare } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { linesOf } from "./award-list.rules.ts";
import styles from "./awards.module.css";

interface WhichReleaseProps {
  shares: AwardShare[];
  value: string | undefined;
  onChange: (releaseId: string | undefined) => void;
}

/** Out of which round's award share it comes. */
export function WhichRelease({ shares, value, onChange }: WhichReleaseProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {t("awards.whichRelease")}
      </label>
      <Select
        id={id}
        value={value ?? null}
        placeholder={t("awards.chooseRelease")}
        style={{ width: "100%" }}
        onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
        options={shares.map(({ releaseId, round, kindTitle, opensAt, left }) => ({
          value: releaseId,
          label: `${t("awards.share.roundOf", { round, kind: kindTitle })} · ${show.dayTime(opensAt)} · ${t("awards.share.left")} ${left}`,
        }))}
      />
    </div>
  );
}

/** The list as it was written in a chat or a sheet. */
export function PastedList({ busy, onMatch }: { busy: boolean; onMatch: (list: string) => void }) {
  const { t } = useTranslation("console");
  const id = useId();
  const [list, setList] = useState("");
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {t("awards.list")}
      </label>
      <Input.TextArea
        id={id}
        value={list}
        autoSize={{ minRows: 4, maxRows: 12 }}
        onChange={({ target }) => setList(target.value)}
      />
      <p className={styles.soft}>{t("awards.listHelp")}</p>
      <Button loading={busy} disabled={linesOf(list).length === 0} onClick={() => onMatch(list)}>
        {t("awards.match")}
      </Button>
    </div>
  );
}
