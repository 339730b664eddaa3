import { useId } from "react";
import cards from "./card.module.css";
import styles from "./choice.module.css";
import { classes } from "./classes.ts";

interface Props<Value extends string> {
  legend: string;
  hint?: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A few choices side by side, one of them taken. */
export function Choice<Value extends string>({ legend, hint, options, value, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={classes(cards.card, styles.choice)}>
      <legend className={styles.legend}>{legend}</legend>
      {hint && <p className={cards.soft}>{hint}</p>}
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
