import { conflict, forbidden, invalid, missing } from "#kernel/problem";

/** The code was right, but nobody with this phone is a member. */
export const notAMember = () => forbidden("sign_in.not_a_member");
export const noSuchOrganisation = () => missing("organisation.missing");
export const noSuchPerson = () => missing("person.missing");
/** Somebody of this register has that document. */
export const idTaken = () => conflict("person.id_taken");
export const phoneTaken = () => conflict("person.phone_taken");
export const noDocument = () => missing("person.no_document");
/** Nothing to call, to send a code to, or to reveal. */
export const noPhone = () => missing("person.no_phone");
/** They are a member of that union already. */
export const sameUnion = () => invalid("person.same_union");
export const kindNotAllowed = (parent: string, child: string) =>
  invalid("organisation.kind_not_allowed", { parent, child });
export const organisationClosed = () => conflict("organisation.closed");
/** The beginning of a term without its years, or the other way round. */
export const termIncomplete = () => invalid("organisation.term_incomplete");
