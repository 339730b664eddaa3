import { CloseOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Merchant, MerchantClerk, MerchantStore } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useSure } from "../../shared/use-sure.ts";
import styles from "./merchants.module.css";

const touches = [["merchants"]];

/** Stops a merchant's tills at once, or lets them work again. */
export function SuspendMerchant({ merchant }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const sure = useSure();
  const { id, name, state, stores } = merchant;
  const change = useAct({
    run: (next: Merchant["state"]) =>
      unwrap(api.PATCH("/api/staff/merchants/{id}", { params: { path: { id } }, body: { state: next } })),
    ...{ done: t("merchants.changed"), touches },
  });
  if (state === "suspended") {
    return (
      <Button loading={change.isPending} onClick={() => change.mutate("active")}>
        {t("merchants.resume")}
      </Button>
    );
  }
  const warning = t("merchants.suspendWarning", { count: stores.length });
  const ask = () =>
    sure(t("merchants.suspendTitle", { name }), warning, t("merchants.suspend"), () => change.mutateAsync("suspended"));
  return (
    <Button danger onClick={ask}>
      {t("merchants.suspend")}
    </Button>
  );
}

/** A clerk who left: their PIN stops at once. */
export function RemoveClerk({ clerk }: { clerk: MerchantClerk }) {
  const { t } = useTranslation("console");
  const sure = useSure();
  const { id, name } = clerk;
  const remove = useAct({
    run: () => unwrap(api.DELETE("/api/staff/clerks/{id}", { params: { path: { id } } })),
    ...{ done: t("merchants.removed"), touches },
  });
  const ask = () =>
    sure(t("merchants.removeTitle", { name }), t("merchants.removeWarning"), t("merchants.remove"), () =>
      remove.mutateAsync(),
    );
  return (
    <Button size="small" danger onClick={ask}>
      {t("merchants.remove")}
    </Button>
  );
}

interface TillsProps {
  tills: NonNullable<MerchantStore["tills"]>;
  mayEnd: boolean;
}

/** The tills of a store; a lost or retired one can be shut out. */
export function Tills({ tills, mayEnd }: TillsProps) {
  const { t } = useTranslation("console");
  const sure = useSure();
  const unpair = useAct({
    run: (id: string) => unwrap(api.DELETE("/api/staff/tills/{id}", { params: { path: { id } } })),
    ...{ done: t("merchants.unpaired"), touches },
  });
  if (tills.length === 0) return <span className={styles.none}>{t("merchants.noTills")}</span>;
  const ask = (id: string, name: string) =>
    sure(t("merchants.unpairTitle", { name }), t("merchants.unpairWarning"), t("merchants.unpair"), () =>
      unpair.mutateAsync(id),
    );
  return (
    <Flex gap={4} wrap>
      {tills.map(({ id, name }) => (
        <span key={id} className={styles.till}>
          {name}
          {mayEnd && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("merchants.unpairTitle", { name })}
              onClick={() => ask(id, name)}
            />
          )}
        </span>
      ))}
    </Flex>
  );
}
