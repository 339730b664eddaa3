import type { ReactNode } from "react";
import styles from "./result.module.css";

/** What is for sure and what waits for the network never look alike. */
export type ResultLook = "done" | "waiting" | "unsure" | "refused" | "neutral";

interface ResultProps {
  look: ResultLook;
  sign: string;
  title: string;
  /** Where the page has a title of its own. */
  heading?: "h1" | "h2";
  children: ReactNode;
}

/** A result in colour, sign and word, read across a counter. */
export function Result({ look, sign, title, heading: Heading = "h1", children }: ResultProps) {
  return (
    <section className={`${styles.result} ${styles[look]}`} role="alert">
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}

/** The line of a result that is read first: what to pay, which seats. */
export const ResultMain = ({ children }: { children: ReactNode }) => <p className={styles.main}>{children}</p>;

export const ResultWhy = ({ children }: { children: ReactNode }) => <p className={styles.why}>{children}</p>;
