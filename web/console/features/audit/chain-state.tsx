import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { useShow } from "../../shared/use-show.ts";
import { auditStateQuery } from "./audit.queries.ts";

/** A signature older than this (ms) means that the machinery of signing stands still. */
const signatureTooOld = 5 * 60_000;

/** Whether the record is unbroken, and when its heads were last signed. */
export function ChainState() {
  const { t } = useTranslation("console");
  const show = useShow();
  const { data } = useQuery(auditStateQuery);
  if (!data) return null;
  const { chains, lastCheckpoint } = data;
  if (!lastCheckpoint) return <Alert type="warning" showIcon title={t("audit.unsigned", { chains })} />;
  const old = serverClock.now() - Date.parse(lastCheckpoint.at) > signatureTooOld;
  const at = `${show.day(lastCheckpoint.at)} ${show.second(lastCheckpoint.at)}`;
  const text = t(old ? "audit.signedLongAgo" : "audit.signed", { chains, at, key: lastCheckpoint.keyId });
  return <Alert type={old ? "warning" : "success"} showIcon title={text} />;
}
