import { Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { AuditRecord } from "../../../shared/api-types/index.ts";
import { useAuditFacts } from "../../shared/use-audit-facts.ts";
import type { Names } from "../../shared/use-audit-names.ts";
import styles from "./audit.module.css";

/** Everything that one record says, and the identifiers by which an expert finds it in the database. */
export function RecordDetails({ record, names }: { record: AuditRecord; names: Names }) {
  const { t } = useTranslation("console");
  const facts = useAuditFacts(names).list(record.detail);
  const { chain, seq, actor, action, objectType, objectId } = record;
  return (
    <div className={styles.details}>
      {facts.length > 0 && (
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={facts.map(({ key, label, value }) => ({ key, label, children: value }))}
        />
      )}
      <p className={styles.ids}>
        {t("audit.ids")}: {chain} · {seq} · {actor} · {action} · {objectType}:{objectId}
      </p>
    </div>
  );
}
