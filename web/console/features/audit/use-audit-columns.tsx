import type { ColumnsType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { AuditRecord } from "../../../shared/api-types/index.ts";
import { useAuditFacts } from "../../shared/use-audit-facts.ts";
import { type Names, shortId, useAuditNames } from "../../shared/use-audit-names.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./audit.module.css";
import { ObjectLink } from "./object-link.tsx";
import { OnlyButton } from "./only-button.tsx";

/** The columns of the record; all but the act itself may be put away. */
export function useAuditColumns(names: Names): ColumnsType<AuditRecord> {
  const { t } = useTranslation("console");
  const show = useShow();
  const called = useAuditNames(names);
  const facts = useAuditFacts(names);
  const set = useSetSearch();
  return [
    {
      title: t("common.time"),
      key: "at",
      width: 165,
      render: (_, { at }) => `${show.day(at)} ${show.second(at)}`,
    },
    {
      title: t("audit.actor"),
      key: "actor",
      width: 165,
      render: (_, { actor }) => (
        <span className={styles.cell}>
          <span>{called.actor(actor)}</span>
          <OnlyButton label={t("audit.onlyActor")} onClick={() => set({ actor })} />
        </span>
      ),
    },
    { title: t("audit.action"), key: "action", width: 120, render: (_, { action }) => called.action(action) },
    {
      title: t("audit.object"),
      key: "object",
      width: 200,
      render: (_, record) => (
        <span className={styles.cell}>
          <span>
            <span className={styles.type}>{called.thing(record.objectType)}</span>{" "}
            <ObjectLink record={record} names={names}>
              {called.object(record.objectType, record.objectId)}
            </ObjectLink>
          </span>
          <OnlyButton label={t("audit.seeObject")} onClick={() => set({ objectId: record.objectId })} />
        </span>
      ),
    },
    {
      title: t("audit.where"),
      key: "where",
      width: 110,
      render: (_, { placeId }) =>
        placeId === null ? "–" : <span className={styles.place}>{called.object("organisation", placeId)}</span>,
    },
    {
      title: t("audit.facts"),
      key: "facts",
      render: (_, { detail }) => <span className={styles.facts}>{facts.inOneLine(detail)}</span>,
    },
    { title: t("audit.chain"), key: "chain", width: 130, render: (_, record) => placeInChain(record) },
  ];
}

/** Which chain, without its kind, and the number in it. */
const placeInChain = ({ chain, seq }: AuditRecord) => `${shortId(chain.slice(chain.indexOf(":") + 1))} · ${seq}`;
