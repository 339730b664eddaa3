import { antdTheme, palette } from "../../shared/tokens.ts";

/** The common theme with what a desk needs: denser, calmer, the menu in the page's own colour. */
export const consoleTheme = {
  token: {
    ...antdTheme.token,
    // Whoever asked the system for rest gets dialogs and lists that are there or not, without a way between.
    motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fontSize: 14,
    colorTextPlaceholder: palette.inkSoft,
    // The tints that antd derives from our dark greens and ambers are muddy; these are the palette's own.
    colorWarningBg: palette.waitingTint,
    colorWarningBorder: palette.waiting,
    colorSuccessBg: palette.doneTint,
    colorSuccessBorder: palette.done,
    colorErrorBg: palette.redTint,
    colorErrorBorder: palette.red,
    colorInfo: palette.inkSoft,
    colorInfoBg: palette.page,
    colorInfoBorder: palette.field,
  },
  components: {
    Layout: {
      headerBg: palette.card,
      siderBg: palette.card,
      bodyBg: palette.page,
      headerHeight: 56,
      headerPadding: "0 16px",
    },
    Menu: { itemSelectedBg: palette.redTint, itemSelectedColor: palette.red, groupTitleColor: palette.inkSoft },
    Table: { headerBg: palette.page, headerColor: palette.inkSoft, cellPaddingBlock: 10 },
    Card: { headerFontSize: 15 },
    Descriptions: { labelColor: palette.inkSoft },
  },
};

/** On a phone everything that is pressed is as large as a thumb. */
export const phoneTheme = { ...consoleTheme, token: { ...consoleTheme.token, controlHeight: 44, controlHeightLG: 48 } };
