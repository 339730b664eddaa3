import { api, unwrap } from "../../shared/api.ts";
import { ApiProblem } from "../../shared/api-problem.ts";
import { serverClock } from "../../shared/clock.ts";
import { createMemberCode, indexedDbStore, type MemberCode } from "../../shared/member-code/index.ts";

const store = indexedDbStore();
const codes = new Map<string, MemberCode>();

/** The member code of a person on this phone; the same object for the same person. */
export function memberCodeOf(personId: string): MemberCode {
  const known = codes.get(personId);
  if (known !== undefined) return known;
  const made = createMemberCode({
    person: personId,
    store,
    now: () => serverClock.now(),
    server: {
      certify: (body) =>
        unwrap(api.POST("/api/member/devices", { body })).then(
          ({ certificate }) => ({ state: "certified" as const, certificate }),
          (error: unknown) => {
            // A phone that was reported lost: the code begins anew with another key.
            if (error instanceof ApiProblem && error.code === "codes.revoked") return { state: "revoked" as const };
            throw error;
          },
        ),
      makeCode: ({ purpose, subject }) => {
        const body = subject === null ? { purpose } : { purpose, claimId: subject };
        return unwrap(api.POST("/api/member/code", { body }));
      },
    },
  });
  codes.set(personId, made);
  return made;
}
