import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { AgreementsCard } from "./agreements-card.tsx";
import { ClerksCard } from "./clerks-card.tsx";
import { DaysCard } from "./days-card.tsx";
import { EditMerchant } from "./edit-merchant.tsx";
import { SuspendMerchant } from "./end-parts.tsx";
import { merchantQuery } from "./merchants.queries.ts";
import { PlaquesCard } from "./plaques-card.tsx";
import { ShiftsCard } from "./shifts-card.tsx";

import { StoresCard } from "./stores-card.tsx";

/** One merchant: its stores with their tills, and its clerks. */
export function MerchantPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { merchantId } = useParams({ from: "/inside/merchants/$merchantId" });
  const merchant = useQuery(merchantQuery(merchantId));
  const [editing, setEditing] = useState(false);
  const one = merchant.data;
  const until = one?.agreementUntil;
  return (
    <Page
      title={
        <>
          {one?.name ?? t("merchants.merchant")}{" "}
          {one?.state === "suspended" && <ToneTag tone="bad">{t("merchants.suspended")}</ToneTag>}
        </>
      }
      about={until ? t("merchants.agreedUntil", { day: show.date(until) }) : undefined}
      actions={
        one?.can.keep && (
          <>
            <Button onClick={() => setEditing(true)}>{t("merchants.edit")}</Button>
            <SuspendMerchant merchant={one} />
          </>
        )
      }
      back={<Link to="/merchants">{t("merchants.title")}</Link>}
    >
      <QueryView query={merchant}>
        {(shop) => (
          <Flex vertical gap={16}>
            <StoresCard merchant={shop} />
            <ClerksCard merchant={shop} />
            <DaysCard merchantId={shop.id} />
            <ShiftsCard merchantId={shop.id} />
            <AgreementsCard merchant={shop} />
            <AccountsCard merchant={shop} />
            <PlaquesCard merchant={shop} />
            <EditMerchant merchant={shop} open={editing} onClose={() => setEditing(false)} />
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}
