export interface ListedPerson {
  name: string;
  phone: string;
  seat?: string;
}

/** People in a pasted list: one a line, with numbering, name, phone and perhaps a seat, in whatever order and with whatever between them. */
export function peopleIn(text: string): ListedPerson[] {
  return text
    .normalize("NFKC")
    .split(/\r?\n/)
    .flatMap((line) => {
      const phone = /1\d{2}[\s-]?\d{4}[\s-]?\d{4}/.exec(line)?.[0];
      if (phone === undefined) return [];
      const seat = /\S+排\S+座/.exec(line)?.[0];
      const rest = line.replace(phone, " ").replace(seat ?? "", " ");
      const name = /[\p{Script=Han}·]{2,20}|[A-Za-z][A-Za-z .'-]{1,39}/u.exec(rest)?.[0]?.trim();
      if (name === undefined) return [];
      return { name, phone: phone.replace(/[\s-]/g, ""), ...(seat === undefined ? {} : { seat }) };
    });
}
