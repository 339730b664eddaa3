/** A desk's own number as the server takes it: switchboards and extensions too. */
export const publicPhone = /^[0-9+()\-\s转,,]*$/;
