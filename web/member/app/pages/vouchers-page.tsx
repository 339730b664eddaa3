import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VoucherCard } from "../../features/vouchers/voucher-card.tsx";
import { voucherLists, vouchersQuery } from "../../features/vouchers/vouchers.query.ts";
import { classes } from "../../ui/classes.ts";
import { Empty, Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import tabs from "../../ui/tabs.module.css";
import { Waiting } from "../../ui/waiting.tsx";

const emptyTexts = { usable: "emptyUsable", used: "emptyUsed", ended: "emptyEnded" } as const;

/** The member's vouchers in three lists; which one is in the address. */
export function VouchersPage() {
  const { t } = useTranslation("member");
  const { list = "usable" } = useSearch({ from: "/member/vouchers" });
  const { data, isError, isPending, error, refetch } = useQuery(vouchersQuery(list));
  return (
    <Page title={t("vouchers.title")} up="/me">
      <nav className={tabs.tabs} aria-label={t("vouchers.title")}>
        {voucherLists.map((name) => (
          <Link
            key={name}
            to="/vouchers"
            search={name === "usable" ? {} : { list: name }}
            replace
            activeOptions={{ exact: true, includeSearch: true }}
            className={classes(tabs.tab)}
          >
            {t(`vouchers.${name}`)}
          </Link>
        ))}
      </nav>
      {isError && data && <Notice>{t("vouchers.keptCopy")}</Notice>}
      {isError && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {data?.map((voucher) => (
        <VoucherCard key={voucher.claimId} voucher={voucher} />
      ))}
      {data?.length === 0 && (
        <Empty>
          <p>{t(`vouchers.${emptyTexts[list]}`)}</p>
          <Link to="/">{t("vouchers.toHome")}</Link>
        </Empty>
      )}
    </Page>
  );
}
