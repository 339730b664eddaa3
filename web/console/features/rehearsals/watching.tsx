import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import type { Rehearsal } from "../../../shared/api-types/index.ts";
import styles from "./rehearsals.module.css";

/** The console's own pages in the play space: monitor, pause, more units, the desk. They open beside this one. */
export function Watching({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  return (
    <Card title={t("rehearsals.watch")} style={{ marginBottom: 16 }}>
      <p className={styles.about}>{t("rehearsals.watchAbout")}</p>
      <Flex gap={8} wrap>
        {rehearsal.releases.map(({ id, title }) => (
          <Button key={id} href={`/play/console/releases/${id}`} target="_blank">
            {t("rehearsals.monitor", { title })}
          </Button>
        ))}
        <Button href="/play/console/desk" target="_blank">
          {t("rehearsals.desk")}
        </Button>
        <Button href={`/play/console/campaigns/${rehearsal.playCampaignId}`} target="_blank">
          {t("rehearsals.campaign")}
        </Button>
      </Flex>
    </Card>
  );
}
