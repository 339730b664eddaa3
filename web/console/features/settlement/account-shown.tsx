import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { MaskedNumber, type RevealPurpose } from "../../shared/masked-number.tsx";

/** The account of a statement: its end for everybody, the whole of it for those who pay. */
export function AccountShown({
  statement: { id, payee, can },
}: {
  statement: Pick<Statement, "id" | "payee" | "can">;
}) {
  return (
    <MaskedNumber
      masked={payee.account ?? ""}
      isPhone={false}
      canReveal={can.account}
      reveal={(purpose: RevealPurpose) =>
        unwrap(
          api.POST("/api/staff/statements/{statementId}/account", {
            params: { path: { statementId: id } },
            body: { purpose },
          }),
        )
      }
      touches={[]}
    />
  );
}
