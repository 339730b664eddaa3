/** More rows than these go into another picture; WeChat shows pictures of such a height unharmed. */
export const rowsPerPicture = 120;
