import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { MaskedNumber, type RevealPurpose } from "../../shared/masked-number.tsx";

interface FieldShownProps {
  person: Pick<PersonPage, "id" | "phoneMasked" | "idMasked" | "can">;
  field: "phone" | "id_number";
}

/** A number of a person's file. */
export function FieldShown({ person, field }: FieldShownProps) {
  const isPhone = field === "phone";
  return (
    <MaskedNumber
      masked={isPhone ? person.phoneMasked : person.idMasked}
      isPhone={isPhone}
      canReveal={person.can.reveal}
      reveal={(purpose: RevealPurpose) =>
        unwrap(
          api.POST("/api/people/{personId}/reveal", {
            params: { path: { personId: person.id } },
            body: { field, purpose },
          }),
        )
      }
      touches={[["people", "one", person.id]]}
    />
  );
}
