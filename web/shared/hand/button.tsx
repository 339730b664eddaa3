import type { ButtonHTMLAttributes } from "react";
import styles from "./form.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  primary?: boolean;
  busy?: boolean;
}

/** A large button for thumbs; while busy it cannot be pressed again. */
export function Button({ primary = false, busy = false, disabled, type = "button", ...rest }: ButtonProps) {
  const look = `${styles.button} ${primary ? styles.primary : ""}`;
  return <button {...rest} type={type} disabled={disabled || busy} aria-busy={busy} className={look} />;
}
