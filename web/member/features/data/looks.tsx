import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OwnLook } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { ProblemNotice } from "../../ui/notice.tsx";
import styles from "./data.module.css";
import { looksQuery } from "./data.query.ts";

type Deed =
  | "viewed"
  | "revealed"
  | "changed"
  | "phone"
  | "listed"
  | "unlisted"
  | "membership"
  | "own"
  | "copied"
  | "signedIn"
  | "other";

/** What an act of the audit is called here: what matters to its owner, not each of its kinds. */
const deeds: Record<string, Deed> = {
  ...{ "person.viewed": "viewed", "person.revealed": "revealed", "person.changed": "changed" },
  ...{ "person.phone_changed": "phone", "person.phone_dispute_settled": "phone", "person.phone_disputed": "phone" },
  ...{ "person.imported": "listed", "person.changed_by_import": "listed" },
  ...{ "person.import_taken_out": "unlisted", "person.import_taken_back": "unlisted" },
  ...{
    "person.created": "changed",
    "person.transferred": "membership",
    "person.membership_state_changed": "membership",
  },
  ...{
    "person.affiliated": "membership",
    "person.transfer_begun": "membership",
    "person.transfer_released": "membership",
  },
  ...{ "person.transfer_refused": "membership", "person.transfer_asked": "own", "person.transfer_withdrawn": "own" },
  ...{ "person.transfer_appealed": "own", "person.correction_asked": "own", "person.correction_withdrawn": "own" },
  ...{ "person.closing_asked": "own", "person.closing_taken_back": "own", "person.copied_own": "copied" },
  ...{ "person.correction_made": "changed", "person.correction_refused": "viewed", "member.signed_in": "signedIn" },
};
const purposes = ["contact", "verify", "benefit", "correction"] as const;

/** Who looked at the file and who changed it: role and union, day, what for. */
export function Looks() {
  const { t } = useTranslation("member");
  const looks = useInfiniteQuery(looksQuery);
  const items = looks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("data.looks")}</h2>
      {looks.isSuccess && items.length === 0 && <p className={cards.soft}>{t("data.noLooks")}</p>}
      <LookList items={items} />
      {looks.isError && <ProblemNotice error={looks.error} onRetry={() => void looks.refetch()} />}
      {looks.hasNextPage && (
        <Button kind="plain" disabled={looks.isFetching} onPress={() => void looks.fetchNextPage()}>
          {t("data.more")}
        </Button>
      )}
    </section>
  );
}

export function LookList({ items }: { items: readonly OwnLook[] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <ul>
      {items.map((one) => {
        const purpose = purposes.find((known) => known === one.purpose) ?? "other";
        const from = one.by === "staff" ? one.organisation : null;
        return (
          <li key={one.id} className={styles.look}>
            <p>
              {from} {t(`data.by.${one.by}`)} {t(`data.did.${deeds[one.action] ?? "other"}`)}
            </p>
            <p className={cards.soft}>
              {formatDayTime(language, one.at)}
              {one.purpose !== null && ` · ${t("data.for", { purpose: t(`data.purpose.${purpose}`) })}`}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
