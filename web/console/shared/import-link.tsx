import { Link } from "@tanstack/react-router";
import { Button, type ButtonProps } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "./me.ts";

interface ImportLinkProps extends Pick<ButtonProps, "size"> {
  /** Of the sheet. */
  kind: string;
  /** The one thing that the sheet is for, and what it is called here. */
  subject?: { id: string; title: string };
  /** The organisation that it is for. */
  into?: string;
}

/** The way from a page to bringing in a table for what it shows; nothing for whoever may not. */
export function ImportLink({ kind, subject, into, size }: ImportLinkProps) {
  const { t } = useTranslation("console");
  if (useMe()?.permissions.includes("imports.use") !== true) return null;
  const search = { kind, ...(subject && { subject: subject.id, about: subject.title }), ...(into && { into }) };
  return (
    <Link to="/people/imports" search={search}>
      <Button tabIndex={-1} {...(size && { size })}>
        {t("imports.start")}
      </Button>
    </Link>
  );
}
