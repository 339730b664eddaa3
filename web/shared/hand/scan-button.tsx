import { wakeSound } from "../play-sound.ts";
import styles from "./scan-button.module.css";

interface ScanButtonProps {
  /** What the page is for; who sees the button needs no heading. */
  title: string;
  /** Where the page has a title of its own. */
  heading?: "h1" | "h2";
  text: string;
  help: string;
  onScan: () => void;
}

/** The large way to the camera, with which every ticket and every voucher begins. */
export function ScanButton({ title, heading: Heading = "h1", text, help, onScan }: ScanButtonProps) {
  const scan = () => {
    wakeSound();
    onScan();
  };
  return (
    <>
      <Heading className={styles.hidden}>{title}</Heading>
      <button type="button" className={styles.scan} onClick={scan}>
        <span aria-hidden="true" className={styles.frame} />
        {text}
        <small>{help}</small>
      </button>
    </>
  );
}
