/** The sign of the key that deletes one digit. */
export function BackSign({ label }: { label: string }) {
  return (
    <span role="img" aria-label={label}>
      ⌫
    </span>
  );
}
