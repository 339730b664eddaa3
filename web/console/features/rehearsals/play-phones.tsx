import { Button, Card, Modal, QRCode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Rehearsal } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./rehearsals.module.css";

type Phone = Rehearsal["links"][number];

/** A code for every phone; each signs one phone in, once. Pressed, it fills the screen and is read across the room. */
export function PlayPhones({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const [large, setLarge] = useState<number>();
  const shown = rehearsal.links.find(({ number, url }) => number === large && url !== null);
  return (
    <Card title={t("rehearsals.phones")} style={{ marginBottom: 16 }}>
      <p className={styles.about}>{t("rehearsals.phonesAbout")}</p>
      <ul className={styles.phones}>
        {rehearsal.links.map((phone) => (
          <OnePhone key={phone.number} rehearsal={rehearsal} phone={phone} onEnlarge={() => setLarge(phone.number)} />
        ))}
      </ul>
      <Modal
        open={shown !== undefined}
        onCancel={() => setLarge(undefined)}
        footer={null}
        width={620}
        title={shown?.name}
      >
        {shown?.url && (
          <div className={styles.large}>
            <QRCode value={shown.url} size={500} type="svg" bordered={false} aria-label={t("rehearsals.qrOf", shown)} />
          </div>
        )}
      </Modal>
    </Card>
  );
}

interface OnePhoneProps {
  rehearsal: Rehearsal;
  phone: Phone;
  onEnlarge: () => void;
}

function OnePhone({ rehearsal, phone, onEnlarge }: OnePhoneProps) {
  const { t } = useTranslation("console");
  const { number, name, taken, url, personId } = phone;
  const path = { rehearsalId: rehearsal.id, phone: number };
  const renew = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/rehearsals/{rehearsalId}/phones/{phone}/link", { params: { path }, body: null })),
    touches: [["rehearsals", "one"]],
  });
  const [release] = rehearsal.releases;
  return (
    <li className={styles.phone} aria-label={name}>
      <strong>{name}</strong>
      {url === null ? (
        <span className={styles.noCode}>
          <ToneTag tone={taken ? "done" : "waiting"}>{t(taken ? "rehearsals.taken" : "rehearsals.tooOld")}</ToneTag>
        </span>
      ) : (
        <button type="button" className={styles.code} onClick={onEnlarge} title={t("rehearsals.enlarge")}>
          <QRCode value={url} size={176} type="svg" bordered={false} aria-label={t("rehearsals.qrOf", { name })} />
        </button>
      )}
      {url === null && (
        <Button size="small" loading={renew.isPending} onClick={() => renew.mutate()}>
          {t("rehearsals.renew")}
        </Button>
      )}
      {taken && rehearsal.mine && release && (
        <a href={`/play/console/desk?person=${personId}&release=${release.id}`} target="_blank" rel="noreferrer">
          {t("rehearsals.why")}
        </a>
      )}
    </li>
  );
}
