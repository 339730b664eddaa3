import { Button, Flex, Popover } from "antd";
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
  if (look.data && isPhone) return <a href={`tel:${look.data.value}`}>{look.data.value}</a>;
  if (look.data) return <span>{look.data.value}</span>;
  if (masked === "") return <span>–</span>;
  return (
    <span>
      {masked}{" "}
      {canReveal && (
        <Popover
          trigger="click"
          open={asking}
          onOpenChange={setAsking}
          title={t("people.revealFor")}
          content={<Purposes busy={look.isPending} onChoose={(purpose) => look.mutate(purpose)} />}
        >
          <Button type="link" size="small" aria-haspopup="dialog">
            {t("people.reveal")}
          </Button>
        </Popover>
      )}
    </span>
  );
}

function Purposes({ busy, onChoose }: { busy: boolean; onChoose: (purpose: RevealPurpose) => void }) {
  const { t } = useTranslation("console");
  return (
    <Flex vertical gap={4} style={{ maxWidth: 240 }}>
      {purposes.map((purpose) => (
        <Button key={purpose} type="text" disabled={busy} onClick={() => onChoose(purpose)}>
          {t(`people.purpose.${purpose}`)}
        </Button>
      ))}
      <small>{t("people.revealAudited")}</small>
    </Flex>
  );
}
