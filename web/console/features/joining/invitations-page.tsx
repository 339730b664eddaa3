import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { App, Button, Flex, Modal, Popconfirm, QRCode, Table, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Invitation } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { Invite } from "./invite.tsx";
import { invitationsQuery } from "./joining.queries.ts";

const tones = { open: "done", expired: "plain", revoked: "plain", used_up: "waiting" } as const;

/** Links by which a union asks people to join, and how many came by each. */
export function InvitationsPage() {
  const { t } = useTranslation("console");
  const { after } = useSearch({ from: "/inside/joining/invitations" });
  const invitations = useQuery(invitationsQuery({ organisationId: useOrganisationId(), after }));
  const [isMaking, setMaking] = useState(false);
  const [shown, setShown] = useState<Invitation>();
  const columns = useColumns(setShown);
  return (
    <Page
      title={t("joining.invitations.title")}
      about={t("joining.invitations.about")}
      back={<Link to="/joining">{t("joining.title")}</Link>}
      actions={
        <Button type="primary" onClick={() => setMaking(true)}>
          {t("joining.invitations.make")}
        </Button>
      }
    >
      <QueryView query={invitations} empty={t("joining.invitations.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items, next }) => (
          <>
            <Table
              rowKey="id"
              size="small"
              dataSource={items}
              columns={columns}
              pagination={false}
              scroll={{ x: 820 }}
            />
            <PageTurner after={after} next={next} />
          </>
        )}
      </QueryView>
      <Invite open={isMaking} onClose={() => setMaking(false)} onMade={setShown} />
      <LinkShown invitation={shown} onClose={() => setShown(undefined)} />
    </Page>
  );
}

function useColumns(show: (one: Invitation) => void) {
  const { t } = useTranslation("console");
  const shown = useShow();
  return [
    { key: "union", title: t("joining.invitations.union"), dataIndex: "organisationName" },
    {
      ...{ key: "note", title: t("joining.invitations.note") },
      render: (_: unknown, { note, phoneMasked }: Invitation) => [note, phoneMasked].filter(Boolean).join(" "),
    },
    {
      ...{ key: "state", title: t("joining.invitations.fact.state") },
      render: (_: unknown, { state }: Invitation) => (
        <ToneTag tone={tones[state]}>{t(`joining.invitations.state.${state}`)}</ToneTag>
      ),
    },
    {
      ...{ key: "until", title: t("joining.invitations.fact.until") },
      render: (_: unknown, { expiresAt }: Invitation) => shown.dayTime(expiresAt),
    },
    {
      ...{ key: "came", title: t("joining.invitations.fact.came") },
      render: (_: unknown, { begun, sent, joined, most }: Invitation) =>
        `${begun} / ${sent}${most === null ? "" : ` (${most})`} / ${joined}`,
    },
    {
      key: "acts",
      title: "",
      render: (_: unknown, one: Invitation) => (
        <Flex gap={8}>
          <Button size="small" onClick={() => show(one)}>
            {t("joining.invitations.link")}
          </Button>
          {one.canRevoke && <Revoke invitation={one} />}
        </Flex>
      ),
    },
  ];
}

function Revoke({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("console");
  const revoke = useAct({
    run: () => {
      const params = { path: { invitationId: invitation.id } };
      return unwrap(api.POST("/api/staff/invitations/{invitationId}/revoke", { params }));
    },
    done: t("joining.invitations.revoked"),
    touches: [["joining", "invitations"]],
  });
  return (
    <Popconfirm title={t("joining.invitations.revokeSure")} onConfirm={() => revoke.mutate()}>
      <Button size="small" danger loading={revoke.isPending}>
        {t("joining.invitations.revoke")}
      </Button>
    </Popconfirm>
  );
}

/** The link as text and as a code to scan. */
function LinkShown({ invitation, onClose }: { invitation: Invitation | undefined; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const link = `${window.location.origin}${invitation?.path ?? ""}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    void message.success(t("joining.invitations.copied"));
  };
  return (
    <Modal
      open={invitation !== undefined}
      onCancel={onClose}
      title={invitation?.organisationName}
      footer={
        <Button type="primary" onClick={() => void copy()}>
          {t("joining.invitations.copy")}
        </Button>
      }
    >
      <Flex vertical align="center" gap={12}>
        <QRCode value={link} size={220} aria-label={t("joining.invitations.link")} />
        <Typography.Text>{link}</Typography.Text>
      </Flex>
    </Modal>
  );
}
