import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnCopy } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Consents, Transfers } from "../../features/data/agreed.tsx";
import styles from "../../features/data/data.module.css";
import { FileFacts, Memberships } from "../../features/data/file-facts.tsx";
import { LookList } from "../../features/data/looks.tsx";
import { ProveStep } from "../../features/data/prove-step.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** A copy to take along: shown here whole, to be printed or saved; some web views save nothing, so it can be read too. */
export function CopyPage() {
  const { t } = useTranslation("member");
  const take = useMutation({
    mutationFn: (code: string) => unwrap(api.POST("/api/member/data/copy", { body: { code } })),
  });
  return (
    <Page title={t("data.copy")} up="/data">
      {take.data !== undefined ? (
        <Copy copy={take.data} />
      ) : (
        <>
          <p className={cards.after}>{t("data.copyAbout")}</p>
          {take.isError && <ProblemNotice error={take.error} />}
          <ProveStep
            what="copy"
            submit={t("data.copyTake")}
            isBusy={take.isPending}
            onCode={(code) => take.mutate(code)}
          />
        </>
      )}
    </Page>
  );
}

function Copy({ copy }: { copy: OwnCopy }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <>
      <div className={styles.noPrint}>
        <Notice kind="done">{t("data.copyDone")}</Notice>
        <Button onPress={() => saveWorkbook(copy)}>{t("data.saveWorkbook")}</Button>
        <Button kind="outline" onPress={() => saveJson(copy)}>
          {t("data.save")}
        </Button>
        <Button kind="plain" onPress={() => window.print()}>
          {t("data.print")}
        </Button>
      </div>
      <p className={cards.soft}>{t("data.madeAt", { when: formatDayTime(language, copy.madeAt) })}</p>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("data.file")}</h2>
        <FileFacts file={copy.file} />
      </section>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("data.memberships")}</h2>
        <Memberships list={copy.memberships} />
      </section>
      <Transfers list={copy.transfers} />
      <Consents list={copy.consents} />
      {copy.things.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("data.things")}</h2>
          <ul className={cards.dotted}>
            {copy.things.map((one) => (
              <li key={`${one.title} ${one.at}`}>
                {one.title} {t(`data.thing.${one.state}`)}{" "}
                <span className={cards.soft}>{formatDayTime(language, one.at)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("data.looks")}</h2>
        <LookList items={copy.looks} />
      </section>
    </>
  );
}

/** For other systems; the workbook is not in it once more. */
function saveJson({ workbook: _, ...copy }: OwnCopy): void {
  save(
    new Blob([JSON.stringify(copy, null, 2)], { type: "application/json" }),
    `gonghui-${copy.madeAt.slice(0, 10)}.json`,
  );
}

/** For people. */
function saveWorkbook({ workbook, madeAt }: OwnCopy): void {
  const bytes = Uint8Array.from(atob(workbook), (sign) => sign.charCodeAt(0));
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  save(new Blob([bytes], { type }), `gonghui-${madeAt.slice(0, 10)}.xlsx`);
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
