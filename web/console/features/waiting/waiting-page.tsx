import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Card, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { WaitingForMe } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { DecideDialog } from "../../shared/decide-dialog.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useQuarterName } from "../../shared/use-quarter-name.ts";
import { useShow } from "../../shared/use-show.ts";
import { waitingQuery } from "../../shared/waiting.ts";
import { useFileName } from "../imports/file-name.tsx";
import styles from "./waiting.module.css";
import { types } from "./waiting-type.ts";

/** Everything that waits for the signed-in person, of every kind; decided here, also on a phone. */
export function WaitingPage() {
  const { t } = useTranslation("console");
  const waiting = useQuery({ ...waitingQuery, refetchInterval: 30_000 });
  return (
    <Page title={t("waiting.title")} about={t("waiting.about")}>
      <QueryView query={waiting} empty={t("waiting.none")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <ul className={styles.list}>
            {items.map((item) => (
              <li key={`${item.type} ${item.id}`}>
                <Item item={item} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Page>
  );
}

const steps = ["told", "checked", "approved", "reviewed", "out", "in", "appeal", "held", "planned", "listed"] as const;

function Item({ item }: { item: WaitingForMe }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const facts = useFacts();
  const step = steps.find((one) => one === item.step) ?? "other";
  const type = types.find((one) => one === item.type) ?? "other";
  const when = show.dayTime(item.since);
  const fileName = useFileName();
  const quarterName = useQuarterName();
  const titles: Partial<Record<typeof type, string>> = {
    import: fileName(item.title),
    duty_review: quarterName(item.title),
    people_export: t("waiting.exportNumber", { number: item.title }),
    hand_over: t("waiting.handOver", { name: item.title }),
  };
  const title = titles[type] ?? item.title;
  return (
    <Card title={title} extra={<ToneTag tone="waiting">{t(`waiting.step.${step}`)}</ToneTag>} aria-label={title}>
      <p className={styles.line}>
        {t(`waiting.type.${type}`)} · {item.organisationName}
      </p>
      <p className={styles.line}>
        {item.from ? t("waiting.from", { name: item.from, when }) : t("waiting.fromNobody", { when })}
      </p>
      <ul className={styles.facts}>
        {item.amountFen !== null && <li>{t("waiting.money", { money: show.money(item.amountFen) })}</li>}
        {facts(item).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {item.read ? <Read item={item} /> : <Decide item={item} title={title} />}
    </Card>
  );
}

/** The facts of a kind in the reader's words; one that this page does not know is left to the thing's own page. */
function useFacts(): (item: WaitingForMe) => string[] {
  const { t } = useTranslation("console");
  const show = useShow();
  const named = (keys: string) => {
    const columns: Record<string, string> = t("exports.column", { returnObjects: true });
    return show.words(keys.split(",").map((key) => columns[key] ?? key));
  };
  const inWords = (key: string, value: unknown) => {
    if (typeof value !== "string") return value;
    if (key === "columns") return named(value);
    return /^\d{4}-\d\d-\d\dT/.test(value) ? show.dayTime(value) : value;
  };
  return ({ facts }) =>
    facts.flatMap(({ code, params }) => {
      const said = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, inWords(key, value)]));
      const texts: Record<string, string> = t("waiting.fact", { returnObjects: true, ...said });
      return texts[code] ?? [];
    });
}

const answer = (item: WaitingForMe, said: { verdict: "passed" | "refused"; note: string; fileId: string | null }) =>
  unwrap(
    api.POST("/api/staff/waiting/{id}", {
      params: { path: { id: item.id }, header: { "idempotency-key": randomUuid() } },
      body: { type: item.type, revision: item.revision, step: item.step, ...said },
    }),
  );

/** There is nothing to decide: it is gone once it was read. */
function Read({ item }: { item: WaitingForMe }) {
  const { t } = useTranslation("console");
  const act = useAct({
    run: () => answer(item, { verdict: "passed", note: "", fileId: null }),
    touches: [["waiting"]],
  });
  return (
    <Flex className={styles.acts}>
      <Button size="large" type="primary" loading={act.isPending} onClick={() => act.mutate()}>
        {t("waiting.read")}
      </Button>
    </Flex>
  );
}

/** Whose refusal the member reads with its reason. */
const toMembers = ["transfer", "correction"];

function Decide({ item, title }: { item: WaitingForMe; title: string }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"pass" | "refuse">();
  const [page = "", query = ""] = item.link.split("?");
  return (
    <Flex gap={8} wrap className={styles.acts}>
      {(item.onPage ? [] : (["pass", "refuse"] as const)).map((act) => (
        <span key={act}>
          <Button size="large" type={act === "pass" ? "primary" : "default"} onClick={() => setAsking(act)}>
            {t(`waiting.${act}`)}
          </Button>
          <DecideDialog
            open={asking === act}
            onClose={() => setAsking(undefined)}
            title={t(`waiting.${act}Title`, { title })}
            ok={t(`waiting.${act}`)}
            refusing={act === "refuse"}
            about={act === "refuse" && toMembers.includes(item.type) ? t("waiting.memberReads") : undefined}
            organisationId={item.organisationId}
            run={({ note, fileId }) => answer(item, { verdict: act === "pass" ? "passed" : "refused", note, fileId })}
            done={t("waiting.done")}
            touches={[["waiting"], ["campaigns"], ["releases"], ["transfers"], ["people"], ["exports"]]}
          />
        </span>
      ))}
      <Link to={page} search={Object.fromEntries(new URLSearchParams(query)) as never}>
        <Button size="large" type={item.onPage ? "primary" : "link"} tabIndex={-1}>
          {t(item.onPage ? "waiting.answer" : "waiting.open")}
        </Button>
      </Link>
    </Flex>
  );
}
