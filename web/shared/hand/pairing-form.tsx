import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useProblemText } from "../i18n/problem-text.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import form from "./form.module.css";

interface PairingFormProps<Paired> {
  /** What the address brought along, from a QR code of the console. */
  code: string;
  /** How the device is called, to begin with. */
  name?: string;
  nameLength: number;
  texts: { code: string; name: string; nameHelp: string; act: string };
  pair: (given: { pairingCode: string; name: string }) => Promise<Paired>;
  onPaired: (paired: Paired) => void | Promise<void>;
}

/** By the code that the console shows a browser becomes a device of ours, with a name by which people tell it from others. */
export function PairingForm<Paired>({ texts, nameLength, pair, onPaired, ...begun }: PairingFormProps<Paired>) {
  const problemText = useProblemText();
  const [code, setCode] = useState(begun.code);
  const [name, setName] = useState(begun.name ?? "");
  const pairing = useMutation({
    mutationFn: () => pair({ pairingCode: code.trim(), name: name.trim() }),
    onSuccess: onPaired,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        pairing.mutate();
      }}
    >
      <Field
        label={texts.code}
        value={code}
        onChange={(event) => setCode(event.target.value.toUpperCase())}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
        maxLength={40}
      />
      <Field
        label={texts.name}
        help={texts.nameHelp}
        value={name}
        onChange={(event) => setName(event.target.value)}
        required
        maxLength={nameLength}
      />
      {pairing.isError && (
        <p role="alert" className={form.problem}>
          {problemText(pairing.error)}
        </p>
      )}
      <Button primary type="submit" busy={pairing.isPending}>
        {texts.act}
      </Button>
    </form>
  );
}
