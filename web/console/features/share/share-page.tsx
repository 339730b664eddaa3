import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Card, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { CopyField } from "./copy-field.tsx";
import styles from "./share.module.css";
import { isShareKind, type ShareLanguage, shareKitQuery } from "./share.queries.ts";

/** The share kit of a published thing: poster, text, link. */
export function SharePage() {
  const { t } = useTranslation(["console", "shared"]);
  const { kind, id } = useParams({ from: "/inside/share/$kind/$id" });
  const [language, setLanguage] = useState<ShareLanguage>("zh-CN");
  const kit = useQuery({ ...shareKitQuery(isShareKind(kind) ? kind : "campaigns", id, language) });
  const languages = (["zh-CN", "en"] as const).map((value) => ({ value, label: t(`shared:language.${value}`) }));
  return (
    <Page
      title={kit.data ? `${t("console:share.title")} · ${kit.data.title}` : t("console:share.title")}
      about={t("console:share.about")}
      back={<Back kind={kind} id={id} />}
      actions={
        <Segmented
          aria-label={t("console:share.language")}
          options={languages}
          value={language}
          onChange={setLanguage}
        />
      }
    >
      <QueryView query={kit}>
        {({ title, poster, card, text, link }) => (
          <div className={styles.kit}>
            <Card title={t("console:share.poster")}>
              <img
                className={styles.picture}
                src={poster}
                width={1080}
                height={1920}
                alt={t("console:share.posterOf", { title })}
              />
              <p className={styles.help}>{t("console:share.posterHelp")}</p>
              <Button
                type="primary"
                className={styles.act ?? ""}
                icon={<DownloadOutlined />}
                href={poster}
                download={`${title}.png`}
              >
                {t("console:share.download")}
              </Button>
            </Card>
            <div className={styles.right}>
              <Card title={t("console:share.text")}>
                <CopyField
                  label={t("console:share.textLabel")}
                  copy={t("console:share.copyText")}
                  text={text}
                  rows={5}
                />
                <p className={styles.help}>{t("console:share.textHelp")}</p>
              </Card>
              <Card title={t("console:share.card")}>
                <CopyField label={t("console:share.link")} copy={t("console:share.copyLink")} text={link} rows={1} />
                <img
                  className={styles.picture}
                  style={{ marginTop: 16, maxWidth: 480 }}
                  src={card}
                  width={1200}
                  height={630}
                  alt={t("console:share.cardOf", { title })}
                />
              </Card>
            </div>
          </div>
        )}
      </QueryView>
    </Page>
  );
}

/** To the page of the thing that is shared. */
function Back({ kind, id }: { kind: string; id: string }) {
  const { t } = useTranslation("console");
  if (kind === "unions") return <Link to="/joining">{t("share.backToJoining")}</Link>;
  if (kind === "showings")
    return (
      <Link to="/showings/$sessionId" params={{ sessionId: id }}>
        {t("share.backToShowing")}
      </Link>
    );
  return (
    <Link to="/campaigns/$campaignId" params={{ campaignId: id }}>
      {t("share.back")}
    </Link>
  );
}
