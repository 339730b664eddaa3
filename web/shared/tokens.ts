/** The one palette of all four entrances. Contrast on white and on `page` is at least 4.5:1 except where a comment says so. */
export const palette = {
  /** Actions, the active tab, key figures. */
  red: "#b8141c",
  redPressed: "#8f0f16",
  redTint: "#fbecec",
  /** Honours and the member card only; as text nowhere but on dark grounds. */
  gold: "#d9a441",
  ink: "#1f1a17",
  inkSoft: "#5c544e",
  page: "#f6f3ef",
  card: "#ffffff",
  /** Hairlines: decoration, never the only sign of anything. */
  line: "#e6e0d9",
  /** Borders of fields, 3:1 on white. */
  field: "#8c837b",
  done: "#1e7f4f",
  doneTint: "#f0f8f4",
  waiting: "#8a5200",
  waitingTint: "#fbf1e1",
} as const;

/** The dark theme of the big screens. */
export const screenPalette = { night: "#0b1b33", red: "#ff7a73", gold: "#d9a441", text: "#f4f6fa" } as const;

/** System fonts only: nothing to download, and each phone's own Chinese face. */
export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC", "Microsoft YaHei", "Segoe UI", sans-serif';

/** Radii and distances in px. */
export const shape = { radius: 12, radiusSmall: 8, target: 44, targetElder: 56 } as const;

/** For antd's `ConfigProvider theme={antdTheme}`. */
export const antdTheme = {
  token: {
    colorPrimary: palette.red,
    colorLink: palette.red,
    // Else antd makes a lighter one of it, too pale for text.
    colorLinkHover: palette.redPressed,
    colorSuccess: palette.done,
    colorWarning: palette.waiting,
    colorError: palette.red,
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextDescription: palette.inkSoft,
    colorBgLayout: palette.page,
    colorBorderSecondary: palette.line,
    borderRadius: shape.radiusSmall,
    fontFamily,
  },
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens as CSS custom properties: `--gh-*` for our own style sheets, `--adm-*` for antd-mobile. */
export function tokensCss(): string {
  const own = Object.entries(palette).map(([name, value]) => `--gh-${kebab(name)}: ${value};`);
  const mobile = [...Object.entries(antdMobileVariables), ...antdMobileSizes].map(
    ([name, value]) => `--adm-${name}: ${value};`,
  );
  // Twice :root, so that the order in which style sheets are joined does not matter.
  return `:root:root {\n${[...own, `--gh-font: ${fontFamily};`, ...mobile].join("\n")}\n}\n`;
}

const antdMobileVariables = {
  "color-primary": palette.red,
  "color-success": palette.done,
  "color-warning": palette.waiting,
  "color-danger": palette.red,
  "color-text": palette.ink,
  "color-text-secondary": palette.inkSoft,
  "color-weak": palette.inkSoft,
  "color-light": palette.field,
  "color-border": palette.line,
  "color-background": palette.card,
  "border-color": palette.line,
  "font-family": fontFamily,
  "font-size-main": "1rem",
} as const;

// antd-mobile counts its sizes in px; in rem they follow the reader's own text size and the elder version.
const antdMobileSizes = Array.from(
  { length: 10 },
  (_, step) => [`font-size-${step + 1}`, `${(9 + step) / 16}rem`] as const,
);
