import { useQuery } from "@tanstack/react-query";
import { hallsQuery } from "./showings.queries.ts";

/** Halls to choose from, by place and name; asked for when a form opens. */
export function useHallOptions(enabled: boolean): { value: string; label: string }[] {
  const { data } = useQuery({ ...hallsQuery, enabled });
  return (data?.items ?? []).flatMap((place) =>
    place.halls.map((hall) => ({ value: hall.id, label: `${place.name} ${hall.name}` })),
  );
}
