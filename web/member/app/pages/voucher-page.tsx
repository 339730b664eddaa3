import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { VoucherPage as Voucher } from "../../../shared/api-types/index.ts";
import { ShownCode } from "../../features/member-code/shown-code.tsx";
import { ReturnVoucher } from "../../features/vouchers/return-voucher.tsx";
import { VoucherCard } from "../../features/vouchers/voucher-card.tsx";
import { VoucherFacts } from "../../features/vouchers/voucher-facts.tsx";
import { voucherQuery } from "../../features/vouchers/vouchers.query.ts";
import { usePerson } from "../../session/use-person.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { Waiting } from "../../ui/waiting.tsx";

const moving: ReadonlySet<Voucher["state"]> = new Set(["active", "redeemed", "held", "waiting"]);

/** One voucher: its code while it can be used, then what became of it. */
export function VoucherPage() {
  const { t } = useTranslation("member");
  const { claimId } = useParams({ from: "/member/vouchers/$claimId" });
  // The till's answer arrives as an event; asking now and then covers a phone that hears none. A use may be undone; what is over stays.
  const query = useQuery({
    ...voucherQuery(claimId),
    refetchInterval: ({ state: { data } }) => (data === undefined || moving.has(data.state) ? 15_000 : false),
  });
  const voucher = query.data;
  return (
    <Page title={voucher?.campaignTitle ?? t("vouchers.title")} up="/vouchers">
      {query.isError && voucher && <Notice>{t("vouchers.keptCopy")}</Notice>}
      {query.isError && !voucher && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {voucher && (
        <>
          <VoucherCard voucher={voucher} />
          <Code voucher={voucher} />
          <VoucherFacts voucher={voucher} />
          {voucher.state === "returned" && <Notice kind="done">{t("vouchers.returned")}</Notice>}
          {voucher.canReturn && <ReturnVoucher claimId={claimId} />}
        </>
      )}
    </Page>
  );
}

function Code({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation("member");
  const { personId } = usePerson();
  const now = useServerNow();
  const about = useMemo(() => ({ purpose: "redeem", subject: voucher.claimId }) as const, [voucher.claimId]);
  if (voucher.state === "held") {
    return (
      <Notice>
        <p>{t("vouchers.heldHere")}</p>
        <Link to="/">{t("shell.toHome")}</Link>
      </Notice>
    );
  }
  if (voucher.state !== "active") return null;
  if (Date.parse(voucher.validFrom) > now) return <Notice>{t("vouchers.notYet")}</Notice>;
  return (
    <>
      <p>{t("vouchers.show")}</p>
      <ShownCode personId={personId} about={about} label={t("code.imageVoucher")} />
    </>
  );
}
