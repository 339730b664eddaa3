import { useQuery } from "@tanstack/react-query";
import type { Me } from "../../shared/api-types/index.ts";
import { meQuery } from "./me.query.ts";

/** The signed-in member, on pages that only a signed-in member reaches. */
export function usePerson(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error("this page stands behind the sign-in");
  return data;
}
