import { type InputHTMLAttributes, useId } from "react";
import styles from "./field.module.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with the value, as a sentence. */
  error?: string | undefined;
  hint?: string;
  input: Pick<InputHTMLAttributes<HTMLInputElement>, "type" | "inputMode" | "autoComplete" | "maxLength" | "autoFocus">;
}

/** A labelled field; what is wrong is said beneath it and read out with it. */
export function Field({ label, value, onChange, error, hint, input }: Props) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        className={styles.input}
        value={value}
        placeholder={hint}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
