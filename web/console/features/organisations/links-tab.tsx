import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Empty, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationDetail, OrganisationLink } from "../../../shared/api-types/index.ts";
import { today } from "../../shared/days.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { AddLink } from "./add-link.tsx";
import { linksQuery } from "./organisations.queries.ts";

/** How an organisation belongs to others, now, before and to come. */
export function LinksTab({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useTranslation("console");
  const links = useQuery(linksQuery(organisation.id));
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<OrganisationLink>();
  const end = useAct({
    run: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(
        api.POST("/api/organisation-links/{linkId}/end", {
          params: { path: { linkId: id } },
          body: { on: today(), reason },
        }),
      ),
    done: t("organisations.linkEnded"),
    touches: [["organisations"]],
    onDone: () => setEnding(undefined),
  });
  return (
    <QueryView query={links}>
      {({ items }) => (
        <Flex vertical gap={12}>
          {organisation.can.edit && organisation.state !== "closed" && (
            <div>
              <Button onClick={() => setAdding(true)}>{t("organisations.addLink")}</Button>
            </div>
          )}
          {items.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("organisations.noLinks")} />
          ) : (
            <LinksTable links={items} of={organisation.id} onEnd={setEnding} />
          )}
          <AddLink organisation={organisation} open={adding} onClose={() => setAdding(false)} />
          <ReasonModal
            open={ending !== undefined}
            title={t("organisations.endLink")}
            warning={t(ending?.grantsSight ? "organisations.endSightWarning" : "organisations.endLinkWarning")}
            ok={t("organisations.endLink")}
            busy={end.isPending}
            onCancel={() => setEnding(undefined)}
            onConfirm={(reason) => ending && end.mutate({ id: ending.id, reason })}
          />
        </Flex>
      )}
    </QueryView>
  );
}

interface LinksTableProps {
  links: OrganisationLink[];
  of: string;
  onEnd: (link: OrganisationLink) => void;
}

function LinksTable({ links, of, onEnd }: LinksTableProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const tones = { holds: "done", ahead: "waiting", over: "plain" } as const;
  const days = ({ validFrom, validTo }: OrganisationLink) =>
    validTo === null
      ? t("organisations.since", { day: show.date(validFrom) })
      : t("organisations.fromUntil", { from: show.date(validFrom), until: show.date(validTo) });
  return (
    <Table<OrganisationLink>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: "max-content" }}
      dataSource={links}
      columns={[
        { title: t("organisations.linkKind"), render: (_, link) => t(`organisations.link.${link.kind}`) },
        {
          title: t("organisations.other"),
          render: (_, link) => {
            const other = link.from.id === of ? link.to : link.from;
            return (
              <Link to="/organisations" search={{ at: other.id }}>
                {other.name}
              </Link>
            );
          },
        },
        { title: t("organisations.days"), render: (_, link) => days(link) },
        {
          title: t("organisations.stateLabel"),
          render: (_, link) => (
            <Flex gap={4} wrap>
              <ToneTag tone={tones[link.state]}>{t(`organisations.linkState.${link.state}`)}</ToneTag>
              {link.grantsSight && <ToneTag tone="waiting">{t("organisations.grantsSight")}</ToneTag>}
            </Flex>
          ),
        },
        {
          title: t("organisations.agreement"),
          render: (_, link) => [link.agreement, link.note, link.endReason].filter(Boolean).join(" · ") || "–",
        },
        {
          title: t("common.actions"),
          render: (_, link) =>
            link.can.end && (
              <Button size="small" onClick={() => onEnd(link)}>
                {t("organisations.endLink")}
              </Button>
            ),
        },
      ]}
    />
  );
}
