// The palette as a style sheet, made by build/tokens-plugin.ts.
declare module "virtual:tokens.css";
