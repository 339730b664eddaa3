/** Joins the names of classes, leaving out what does not apply. */
export const classes = (...names: (string | undefined | false)[]): string => names.filter(Boolean).join(" ");
