/** Whether a link is a page of this site: what comes with an address or a message must not lead elsewhere. */
export const isOwnPage = (link: string): boolean => /^\/(?![/\\])/.test(link);
