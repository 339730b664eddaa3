import dayjs, { type Dayjs } from "dayjs";
import { api, unwrap } from "../../../shared/api.ts";

/** What the union does with a statement on its way to the payment, in this order. */
export const steps = ["send", "invoice", "review", "approve", "pay", "lock"] as const;
export type Step = (typeof steps)[number];

/** What is said with a step; each uses what belongs to it. */
export interface StepValues {
  verdict?: "passed" | "refused";
  note?: string;
  fileId?: string | null;
  accountSeen?: boolean;
  /** The day of the invoice or of the payment, and the number that it has there. */
  on?: Dayjs;
  number?: string;
}

/** Takes one step with one statement, as it was read. */
export function takeStep(
  { id, revision }: { id: string; revision: number },
  step: Step,
  { verdict = "passed", note = "", fileId = null, accountSeen = false, on, number = "" }: StepValues,
): Promise<unknown> {
  const params = { path: { statementId: id } };
  const body = { revision, note, fileId };
  const day = (on ?? dayjs()).format("YYYY-MM-DD");
  const passed = { ...body, verdict: "passed" } as const;
  switch (step) {
    case "send":
      return unwrap(api.POST("/api/staff/statements/{statementId}/send", { params, body: { revision } }));
    case "invoice":
      return unwrap(
        api.PUT("/api/staff/statements/{statementId}/invoice", { params, body: { number, on: day, fileId } }),
      );
    case "review":
      return unwrap(
        api.POST("/api/staff/statements/{statementId}/review", { params, body: { ...body, verdict, accountSeen } }),
      );
    case "approve":
      return unwrap(api.POST("/api/staff/statements/{statementId}/approve", { params, body: { ...body, verdict } }));
    case "pay": {
      const paid = { paidOn: day, bankReference: number };
      return unwrap(api.POST("/api/staff/statements/{statementId}/payment", { params, body: { ...passed, ...paid } }));
    }
    default:
      return unwrap(api.POST("/api/staff/statements/{statementId}/lock", { params, body: passed }));
  }
}
