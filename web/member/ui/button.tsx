import { Button as MobileButton } from "antd-mobile";
import type { ReactNode } from "react";
import styles from "./button.module.css";

interface Props {
  children: ReactNode;
  onPress?: () => void;
  kind?: "primary" | "outline" | "plain";
  type?: "button" | "submit";
  disabled?: boolean;
  block?: boolean;
}

/** A button with a target large enough for a thumb, readable also while it cannot be pressed. */
export function Button({
  children,
  onPress,
  kind = "primary",
  type = "button",
  disabled = false,
  block = true,
}: Props) {
  const fill = kind === "primary" ? "solid" : kind === "outline" ? "outline" : "none";
  return (
    <MobileButton
      className={styles.button ?? ""}
      color="primary"
      fill={fill}
      type={type}
      disabled={disabled}
      block={block}
      {...(onPress ? { onClick: onPress } : {})}
    >
      {children}
    </MobileButton>
  );
}
