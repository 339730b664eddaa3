import { useState } from "react";
import { Button } from "./button.tsx";
import cards from "./card.module.css";
import { Field } from "./field.tsx";
import { ProblemNotice } from "./notice.tsx";

interface AppealProps {
  /** What it is, the name of the field, what to say when it is too short, and the button. */
  words: { about: string; text: string; short: string; send: string };
  /** The appeal on its way. */
  run: { mutate(text: string): void; isPending: boolean; isError: boolean; error: Error | null };
}

/** Why a refusal is wrong, in the member's own words: four signs at least. */
export function Appeal({ words, run }: AppealProps) {
  const [text, setText] = useState("");
  const [isShort, setShort] = useState(false);
  const send = () => {
    const short = text.trim().length < 4;
    setShort(short);
    if (!short) run.mutate(text);
  };
  return (
    <section className={cards.card}>
      <p className={cards.soft}>{words.about}</p>
      <Field
        label={words.text}
        value={text}
        onChange={setText}
        error={isShort ? words.short : undefined}
        input={{ type: "text", maxLength: 500 }}
      />
      {run.isError && <ProblemNotice error={run.error} />}
      <Button kind="outline" disabled={run.isPending} onPress={send}>
        {words.send}
      </Button>
    </section>
  );
}
