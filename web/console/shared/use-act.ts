import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { ApiProblem } from "../../shared/api-problem.ts";
import { useProblemText } from "../../shared/i18n/problem-text.ts";

interface Act<Input, Output> {
  run: (input: Input) => Promise<Output>;
  /** Said when it is done; made of what came of it where that counts. */
  done?: string | ((output: Output) => string);
  /** What to ask for again afterwards. */
  touches: QueryKey[];
  onDone?: (output: Output) => void;
  /** Where a refusal is read: in a passing message, or "shown" by whoever asked. */
  refusal?: "message" | "shown";
}

/** One act on the server: says that it is done, or why not and the way out, and brings the screen up to date. */
export function useAct<Input = void, Output = unknown>({
  run,
  done,
  touches,
  onDone,
  refusal = "message",
}: Act<Input, Output>) {
  const client = useQueryClient();
  const problemText = useProblemText();
  const { message } = App.useApp();
  const refresh = () => Promise.all(touches.map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: run,
    onSuccess: async (output) => {
      onDone?.(output);
      if (done !== undefined) void message.success(typeof done === "string" ? done : done(output));
      await refresh();
    },
    onError: (error) => {
      if (refusal === "message") void message.error(problemText(error), 6);
      // What has changed meanwhile is shown as it is now.
      if (error instanceof ApiProblem && error.status === 409) void refresh();
    },
  });
}
