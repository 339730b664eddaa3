import { Button, Flex, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "./use-act.ts";

const purposes = ["contact", "verify", "benefit", "correction", "other"] as const;
export type RevealPurpose = (typeof purposes)[number];

interface MaskedNumberProps {
  /** Empty when there is none. */
  masked: string;
  isPhone: boolean;
  canReveal: boolean;
  reveal: (purpose: RevealPurpose) => Promise<{ value: string }>;
  /** What is read anew afterwards. */
  touches: unknown[][];
}

/** A number, masked until somebody says what they need the whole of it for; every look is counted and audited. */
export function MaskedNumber({ masked, isPhone, canReveal, reveal, touches }: MaskedNumberProps) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState(false);
  const look = useAct({ run: reveal, touches, onDone: () => setAsking(false) });
  const known = look.data?.value;
  if (masked === "" && known === undefined) return <span>–</span>;
  return (
    <span>
      {known !== undefined && isPhone ? <a href={`tel:${known}`}>{known}</a> : (known ?? masked)}{" "}
      {canReveal && known === undefined && (
        <Button type="link" size="small" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {t("people.reveal")}
        </Button>
      )}
      <Modal
        open={asking}
        onCancel={() => setAsking(false)}
        title={t("people.revealFor")}
        footer={null}
        width={360}
        destroyOnHidden
      >
        <Purposes busy={look.isPending} onChoose={(purpose) => look.mutate(purpose)} />
      </Modal>
    </span>
  );
}

function Purposes({ busy, onChoose }: { busy: boolean; onChoose: (purpose: RevealPurpose) => void }) {
  const { t } = useTranslation("console");
  return (
    <Flex vertical gap={8}>
      {purposes.map((purpose) => (
        <Button key={purpose} disabled={busy} onClick={() => onChoose(purpose)}>
          {t(`people.purpose.${purpose}`)}
        </Button>
      ))}
      <p style={{ margin: 0 }}>{t("people.revealAudited")}</p>
    </Flex>
  );
}
