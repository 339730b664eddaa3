import { useId } from "react";
import form from "../../../shared/hand/form.module.css";

interface ChoiceProps {
  label: string;
  options: readonly { id: string; name: string }[];
  /** The name of the empty choice; left out, one must be chosen. */
  all?: string;
  value: string;
  onChange: (id: string) => void;
}

/** A labelled list to choose one from. */
export function Choice({ label, options, all, value, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className={form.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} required={all === undefined} onChange={(event) => onChange(event.target.value)}>
        {all !== undefined && <option value="">{all}</option>}
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  );
}
