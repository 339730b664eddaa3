export const rehearsal = {
  title: "Take part in a rehearsal",
  about:
    "Your union is rehearsing: vouchers won here are not real, cost nothing and are taken in no real shop. Your own account and vouchers stay as they are.",
  enter: "Enter the rehearsal",
  entering: "Entering",
  none: "Scan the code on the organiser's screen to enter. If you were in a rehearsal until now, it is over.",
  toReal: "Back to the real pages",
};
