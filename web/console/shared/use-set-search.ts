import { useNavigate } from "@tanstack/react-router";

/** The texts that pages keep in the address: filters, the page of a list, a tab. */
interface AddressSearch {
  org?: string;
  at?: string;
  day?: string;
  tree?: string;
  only?: string;
  q?: string;
  after?: string;
  state?: string;
  list?: string;
  from?: string;
  to?: string;
  tab?: string;
  view?: string;
  person?: string;
  release?: string;
  action?: string;
  objectId?: string;
  actor?: string;
  merchant?: string;
  handled?: string;
  kind?: string;
  subject?: string;
  about?: string;
  into?: string;
}

type Change = { [Name in keyof AddressSearch]: AddressSearch[Name] | undefined };

/** Changes what the address keeps for this page; undefined takes a text away. */
export function useSetSearch() {
  const navigate = useNavigate();
  return (change: Change, { replace = false } = {}) =>
    void navigate({ to: ".", search: (now: AddressSearch) => ({ ...now, ...change }), replace });
}
