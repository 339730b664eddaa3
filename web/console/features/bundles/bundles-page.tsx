import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Card, Checkbox, Form, Input, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { AuditBundle } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./bundles.module.css";

const bundlesQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "bundles", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/bundles", { params: { path: { id } }, signal })),
    // Long work may be left; who stays sees it go on.
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 2000 : false),
  });

const isUnderWay = ({ state }: AuditBundle) => state === "queued" || state === "building";

/** The archives of one campaign for its auditor. */
export function BundlesPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId/bundles" });
  const bundles = useQuery(bundlesQuery(campaignId));
  return (
    <Page
      title={t("bundles.title")}
      about={t("bundles.about")}
      back={
        <Link to="/campaigns/$campaignId" params={{ campaignId }}>
          {t("bundles.back")}
        </Link>
      }
    >
      <MakeBundle campaignId={campaignId} />
      <QueryView query={bundles} empty={t("bundles.none")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => items.map((bundle) => <BundleCard key={bundle.id} bundle={bundle} />)}
      </QueryView>
    </Page>
  );
}

interface Asked {
  fullNames: boolean;
  reason: string;
}

function MakeBundle({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Asked>();
  const full = Form.useWatch("fullNames", form) ?? false;
  const make = useAct({
    run: ({ fullNames = false, reason = "" }: Asked) =>
      unwrap(
        api.POST("/api/staff/campaigns/{id}/bundles", {
          params: { path: { id: campaignId } },
          body: { fullNames, reason: fullNames ? reason : "" },
        }),
      ),
    ...{ done: t("bundles.asked"), touches: [["campaigns", "bundles"]] },
  });
  return (
    <Card className={styles.card ?? ""}>
      <Form<Asked> form={form} layout="vertical" onFinish={(asked) => make.mutate(asked)}>
        <Form.Item name="fullNames" valuePropName="checked" style={{ marginBottom: 12 }}>
          <Checkbox>{t("bundles.full")}</Checkbox>
        </Form.Item>
        {full && (
          <Form.Item
            name="reason"
            label={t("bundles.reason")}
            extra={t("bundles.reasonHelp")}
            rules={[{ required: true, whitespace: true, min: 2, message: t("bundles.reasonNeeded") }]}
          >
            <Input maxLength={300} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t("bundles.make")}
        </Button>
      </Form>
    </Card>
  );
}

const tones = {
  ...({ queued: "waiting", building: "waiting", ready: "done" } as const),
  ...({ failed: "bad", gone: "plain" } as const),
};

function BundleCard({ bundle }: { bundle: AuditBundle }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { id, state, done, steps, fullNames, reason, bytes, sha256, failedChecks, createdBy, createdAt, expiresAt } =
    bundle;
  const size = `${show.number(Math.max(1, Math.round((bytes ?? 0) / 1024)))} KB`;
  return (
    <Card className={styles.card ?? ""}>
      <div className={styles.head}>
        <ToneTag tone={tones[state]}>{t(`bundles.state.${state}`)}</ToneTag>
        <span>{t("bundles.by", { name: createdBy, at: show.dayTime(createdAt) })}</span>
        {fullNames && <span>{t("bundles.fullNames", { reason })}</span>}
      </div>
      {isUnderWay(bundle) && (
        <Progress percent={Math.round((done / steps) * 100)} aria-label={t(`bundles.state.${state}`)} />
      )}
      {state === "ready" && (
        <>
          <p>
            {failedChecks === 0 ? t("bundles.allGood") : t("bundles.wrong", { count: failedChecks ?? 0 })}
            {expiresAt && ` · ${t("bundles.until", { at: show.dayTime(expiresAt) })}`}
          </p>
          {sha256 && <p className={styles.print}>{t("bundles.fingerprint", { sha: sha256 })}</p>}
          <Button type="primary" ghost href={`/api/staff/bundles/${id}`} className={styles.take ?? ""}>
            {t("bundles.download", { size })}
          </Button>
        </>
      )}
    </Card>
  );
}
