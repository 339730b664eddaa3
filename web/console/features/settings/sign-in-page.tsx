import { useQuery } from "@tanstack/react-query";
import { Card, Empty, Flex, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { SignInSettings } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { EmbedForm } from "./embed-form.tsx";
import { IdentityCard } from "./identity-card.tsx";
import { ProviderForm } from "./provider-form.tsx";
import styles from "./settings.module.css";
import { signInSettingsQuery } from "./settings.queries.ts";

/** By which identity services people come in, which other apps show our pages, and how many came by which door. */
export function SignInSettingsPage() {
  const { t } = useTranslation("console");
  const settings = useQuery(signInSettingsQuery);
  return (
    <Page title={t("settings.signIn.title")} about={t("settings.signIn.about")}>
      <QueryView query={settings}>
        {({ staff, member, embed, redirects, entries }) => (
          <Flex vertical gap={16} className={styles.narrow ?? ""}>
            <Card title={t("settings.signIn.member")}>
              <p className={styles.lead}>{t("settings.signIn.memberAbout")}</p>
              <ProviderForm
                key={JSON.stringify(member)}
                entrance="member"
                provider={member}
                redirect={redirects.member}
              />
            </Card>
            <Card title={t("settings.signIn.embed")}>
              <EmbedForm key={JSON.stringify(embed)} embed={embed} />
            </Card>
            <Card title={t("settings.signIn.entries")}>
              <Entries entries={entries} channels={embed.channels} />
            </Card>
            <IdentityCard />
            <Card title={t("settings.signIn.staff")}>
              <p className={styles.lead}>{t("settings.signIn.staffAbout")}</p>
              <ProviderForm key={JSON.stringify(staff)} entrance="staff" provider={staff} redirect={redirects.staff} />
            </Card>
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

type Entry = SignInSettings["entries"][number];

function Entries({ entries, channels }: { entries: Entry[]; channels: SignInSettings["embed"]["channels"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const nameOf = (key: string) => channels.find((one) => one.key === key)?.name ?? key;
  if (entries.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("settings.signIn.noEntries")} />;
  return (
    <Table<Entry>
      rowKey={({ day, channel }) => `${day} ${channel}`}
      size="small"
      pagination={{ pageSize: 14, hideOnSinglePage: true }}
      dataSource={entries}
      columns={[
        { title: t("settings.signIn.day"), dataIndex: "day", render: (day: string) => show.date(day) },
        { title: t("settings.signIn.channelName"), dataIndex: "channel", render: nameOf },
        { title: t("settings.signIn.entered"), dataIndex: "entries", align: "right" },
      ]}
    />
  );
}
