import type { ReactNode } from "react";
import styles from "./tone-tag.module.css";

export type Tone = "plain" | "done" | "waiting" | "bad";

/** A word in a coloured box; the colours keep their contrast, and the word says it without them. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
