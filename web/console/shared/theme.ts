import { antdTheme, palette } from "../../shared/tokens.ts";

/** The common theme with what a desk needs: denser, calmer, the menu in the page's own colour. */
export const consoleTheme = {
  token: { ...antdTheme.token, fontSize: 14, colorTextPlaceholder: palette.inkSoft, wireframe: false },
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
