import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import type { Hall } from "./seats.rules.ts";

// The phones of a hall do not ask in step.
const spread = 1 + Math.random() / 2;
const freePace = { picking: 3_000 * spread, wishing: 30_000 * spread };

/** The seats of a release; they change only with the hall, and when what is kept for some comes free. */
const seatsQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["seats", releaseId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/releases/{releaseId}/seats", { params: { path: { releaseId } }, signal })),
    staleTime: 60_000,
  });

const freeQuery = (releaseId: string, pace: keyof typeof freePace) =>
  queryOptions({
    queryKey: ["seats", releaseId, "free"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/releases/{releaseId}/seats/free", { params: { path: { releaseId } }, signal })),
    // Asked only while the page is looked at.
    refetchInterval: freePace[pace],
    staleTime: 1_000,
  });

/** The hall of a release, kept current: every few seconds while seats are picked, seldom while they are wished for. */
export function useHall(releaseId: string, pace: keyof typeof freePace) {
  const seats = useQuery(seatsQuery(releaseId));
  const free = useQuery({ ...freeQuery(releaseId, pace), enabled: seats.data !== undefined });
  const layout = seats.data?.layout;
  const isOther = free.data !== undefined && layout !== undefined && free.data.layout !== layout;
  const { refetch } = seats;
  useEffect(() => {
    // Another seat map, or a share that has gone up to everybody: the seats are read anew, and until then the whole old answer stays.
    if (isOther) void refetch();
  }, [isOther, refetch]);
  const hall = seats.data && withNewer(seats.data, isOther ? undefined : free.data);
  return { hall, error: seats.error, isPending: seats.isPending, refetch };
}

type Dated = { free: string; asOf: string };

const withNewer = <Whole extends Hall & Dated>(whole: Whole, free: Dated | undefined): Whole =>
  free !== undefined && free.asOf >= whole.asOf ? { ...whole, free: free.free, asOf: free.asOf } : whole;
