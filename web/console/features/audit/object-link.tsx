import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AuditRecord } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import type { Names } from "../../shared/use-audit-names.ts";

interface ObjectLinkProps {
  record: Pick<AuditRecord, "objectType" | "objectId" | "chain">;
  names: Names;
  children: ReactNode;
}

/** Whether the reader holds a permission that begins so. */
function useMayOpen(): (begin: string) => boolean {
  const permissions = useMe()?.permissions ?? [];
  return (begin) => permissions.some((permission) => permission.startsWith(begin));
}

/** Leads to the page of a thing, where there is one that the reader may open. */
export function ObjectLink(props: ObjectLinkProps) {
  const may = useMayOpen();
  const { record, children } = props;
  const { objectType, objectId } = record;
  if (objectType === "person" && may("people."))
    return (
      <Link to="/people/$personId" params={{ personId: objectId }}>
        {children}
      </Link>
    );
  if (objectType === "import" && may("imports."))
    return (
      <Link to="/people/imports/$importId" params={{ importId: objectId }}>
        {children}
      </Link>
    );
  if (objectType === "organisation")
    return (
      <Link to="/organisations" search={{ at: objectId }}>
        {children}
      </Link>
    );
  if (objectType === "staff_account" && may("staff.")) return <Link to="/duties">{children}</Link>;
  return <LinkOfBenefits {...props} />;
}

/** The same for what is given out, and for those who accept it. */
function LinkOfBenefits({ record: { objectType, objectId, chain }, names, children }: ObjectLinkProps) {
  const may = useMayOpen();
  // Claims and quotas are seen on the page of their release; a share's quota has none.
  const quotaId = objectType !== "claim" ? objectId : chain.replace(/^quota:/, "");
  const releaseId = names[`release:${quotaId}`] === undefined ? undefined : quotaId;
  if (objectType === "campaign" && may("benefits."))
    return (
      <Link to="/campaigns/$campaignId" params={{ campaignId: objectId }}>
        {children}
      </Link>
    );
  if (objectType === "merchant" && may("benefits."))
    return (
      <Link to="/merchants/$merchantId" params={{ merchantId: objectId }}>
        {children}
      </Link>
    );
  if (["release", "quota", "claim"].includes(objectType) && releaseId !== undefined && may("releases."))
    return (
      <Link to="/releases/$releaseId" params={{ releaseId }}>
        {children}
      </Link>
    );
  if (objectType === "fund_source" && may("benefits.")) return <Link to="/funds">{children}</Link>;
  return <span>{children}</span>;
}
