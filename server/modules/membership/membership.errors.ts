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
/** The people of a day are listed for unions of some size; the figures know the others. */
export const tooManyOnDay = (most: number) => invalid("person.too_many_on_day", { most });
export const termIncomplete = () => invalid("organisation.term_incomplete");
export const noSuchLink = () => missing("organisation.no_such_link");
export const linkToItself = () => invalid("organisation.link_to_itself");
export const linkThereAlready = () => conflict("organisation.link_there_already");
/** Sight goes with links to industry unions alone. */
export const notOfIndustry = () => invalid("organisation.sight_of_industry_only");
export const dayIsPast = (today: string) => invalid("organisation.day_past", { today });
export const movePlanned = (on: string) => conflict("organisation.move_planned", { on });
export const noMovePlanned = () => conflict("organisation.no_move_planned");
export const standsThereAlready = () => invalid("organisation.stands_there_already");
export const underItself = () => invalid("organisation.under_itself");
export const playStays = () => invalid("organisation.play_stays");
/** Closing must say where people and organisations below go. */
export const notEmpty = (left: { members: number; applications: number; organisations: number }) =>
  conflict("organisation.not_empty", left);
export const notMergeable = () => invalid("organisation.not_mergeable");
export const nothingToSplit = () => invalid("organisation.nothing_to_split");
