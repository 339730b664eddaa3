import { api, unwrap } from "../../../shared/api.ts";
import type { Joining } from "../../../shared/api-types/index.ts";
import { MaskedNumber, type RevealPurpose } from "../../shared/masked-number.tsx";

interface Props {
  application: Pick<Joining, "id" | "phoneMasked" | "idMasked" | "can">;
  field: "phone" | "id_number";
}

/** A number of the applicant. */
export function NumberShown({ application, field }: Props) {
  const isPhone = field === "phone";
  return (
    <MaskedNumber
      masked={isPhone ? application.phoneMasked : application.idMasked}
      isPhone={isPhone}
      canReveal={application.can.reveal}
      reveal={(purpose: RevealPurpose) =>
        unwrap(
          api.POST("/api/staff/joining/{joiningId}/reveal", {
            params: { path: { joiningId: application.id } },
            body: { field, purpose },
          }),
        )
      }
      touches={[]}
    />
  );
}
