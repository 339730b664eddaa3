/** The colours of the product, as its pages have them. */
export const palette = {
  red: "#b8141c",
  redDark: "#8f0f16",
  redTint: "#fbecec",
  gold: "#d9a441",
  ink: "#1f1a17",
  inkSoft: "#5c544e",
  page: "#f6f3ef",
  card: "#ffffff",
  line: "#e6e0d9",
} as const;
