import { QueryClient } from "@tanstack/react-query";
import { shouldRetry } from "./api.ts";

/**
 * The client that every entrance starts with: reads are tried even when the browser believes to be offline (it is often
 * wrong), refusals are not repeated, and acts are never repeated by themselves.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: shouldRetry,
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
