import { type ReactNode, useEffect, useState } from "react";
import type { Me } from "../../../shared/api-types/index.ts";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { comeFromParentApp, type Returned } from "./parent-app.ts";

interface Props {
  returned: Returned;
  onSignedIn: (me: Me) => void;
  /** Not known yet: the provider's name, and our own code to confirm with. */
  onConfirm: (provider: string) => void;
  /** Shown below a refusal: another way in. */
  children: ReactNode;
}

// What came back is good for one question, however often the page is drawn.
const asked = new Map<string, ReturnType<typeof comeFromParentApp>>();

function ask(returned: Returned): ReturnType<typeof comeFromParentApp> {
  const known = asked.get(returned.state) ?? comeFromParentApp(returned);
  asked.set(returned.state, known);
  return known;
}

/** Back from the parent app: in, or to be confirmed once. */
export function ParentAppReturn({ returned, onSignedIn, onConfirm, children }: Props) {
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    ask(returned).then(
      ({ me, confirm }) => {
        if (gone) return;
        if (me !== null) onSignedIn(me);
        else if (confirm !== null) onConfirm(confirm.provider);
      },
      (reason: unknown) => !gone && setError(reason),
    );
    return () => {
      gone = true;
    };
  }, [returned, onSignedIn, onConfirm]);
  if (error === undefined) return <Waiting blocks={2} />;
  return (
    <>
      <ProblemNotice error={error} />
      {children}
    </>
  );
}
