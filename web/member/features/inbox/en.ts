import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const inbox: Translated<typeof source.inbox> = {
  title: "Messages",
  empty: "No messages yet. Results and reminders arrive here.",
  readAll: "Mark all as read",
  unread: "Unread",
  open: "Have a look",
  markRead: "Got it",
  more: "Earlier messages",
  kind: {
    "release.won": { title: "You got it: {{title}}", body: "It is among your vouchers; use it in time." },
    "release.lost": {
      title: "Result: {{title}}",
      body: "Your place is {{place}}, so not this time. Join the waiting list or see the next release.",
    },
    "release.capped": {
      title: "Result: {{title}}",
      body: "When it was your turn you had used up your limit, so it went to the next person.",
    },
    "release.explained": {
      title: "What became of you in {{title}}",
      body: "Your union has looked into it. Open it for the time, your place and the reason.",
    },
    "release.withdrawn": {
      title: "Called off: {{title}}",
      body: "It was closed before the draw. Nobody won, and nothing of your limit is used. See the next round.",
    },
    "release.offered": {
      title: "Your turn: {{title}}",
      body: "One has come free and is kept for you until {{holdUntil}}. Accept it by then.",
    },
    "release.reminder": {
      title: "Starting soon: {{title}}",
      body: "It starts {{opensAt}}. Any moment of the entry time counts the same.",
    },
    "benefits.campaign_paused": {
      title: "Paused: {{title}}",
      body: "Reason: {{reason}}. Vouchers you have stay usable; you are told when it goes on.",
    },
    "benefits.campaign_stopped": {
      title: "Paused: {{title}}",
      body: "Reason: {{reason}}. Vouchers you have rest too; you are told when it goes on.",
    },
    "benefits.campaign_resumed": {
      title: "Going on: {{title}}",
      body: "It goes on and vouchers can be used. Open it to see the times.",
    },
    "benefits.campaign_changed": { title: "Changed: {{title}}", body: "Open it to see what is new. {{notice}}" },
    "benefits.redeemed": {
      title: "Voucher used: {{title}}",
      body: "{{offFen}} off at {{store}}. Was it not you? Tell your union at once.",
    },
    "benefits.redemption_undone": {
      title: "Use undone: {{title}}",
      body: "{{store}} undid the use; the voucher is good again.",
    },
    "benefits.voucher_reissued": {
      title: "Yours again: {{title}}",
      body: "You brought goods back to {{store}}; the voucher is good again, its last day is {{lastDay}}.",
    },
    "benefits.voucher_voided": {
      title: "Goods returned, voucher void: {{title}}",
      body: "You brought goods back to {{store}}; the subsidy was taken back and the voucher cannot be used again.",
    },
    "benefits.subsidy_back": {
      title: "Part of the goods returned: {{title}}",
      body: "You brought a part back to {{store}}; {{backFen}} of the subsidy was taken back.",
    },
    "kindness.birthday": {
      title: "Happy birthday",
      body: "{{union}} wishes you a happy birthday. If you would rather not be told, switch it off in the settings.",
    },
    "joining.approved": {
      title: "Welcome to {{union}}",
      body: "Your application was approved; your membership counts from today. Your card is under “Me”.",
    },
    "transfer.begun": {
      title: "Your union moves you to {{union}}",
      body: "It has let you go; the other has to take you in. Until then your rights stay. You can take it back.",
    },
    "transfer.released": {
      title: "{{from}} lets you go",
      body: "{{union}} has to take you in. Until then your rights in the old union stay.",
    },
    "transfer.refused": {
      title: "You were not moved",
      body: "{{union}} refused. Reason: {{reason}}. You may appeal once to the higher union.",
    },
    "transfer.done": {
      title: "You are in {{union}} now",
      body: "Your membership is in {{union}} from today; your member number stays.",
    },
    "transfer.withdrawn": {
      title: "The transfer was taken back",
      body: "Your union no longer moves you to {{union}}. Reason: {{reason}}. Your membership stays as it was.",
    },
    "membership.retained": {
      title: "Your membership is retained",
      body: "Your membership in {{union}} is retained from today. Reason: {{reason}}. You owe no dues and have no vote meanwhile.",
    },
    "membership.suspended": {
      title: "Your membership is suspended",
      body: "Your membership in {{union}} is suspended. Reason: {{reason}}. Meanwhile you have no vote and take no part in what is given out. If you disagree, tell your union.",
    },
    "membership.restored": {
      title: "Your membership is restored",
      body: "Your membership in {{union}} is an ordinary one again, with all its rights. Note: {{reason}}.",
    },
    "membership.resigned": {
      title: "You have left the union",
      body: "Your membership in {{union}} ends today. Reason: {{reason}}.",
    },
    "membership.expelled": {
      title: "Your membership has ended",
      body: "A meeting of {{union}} decided to expel you. Reason: {{reason}}. If you disagree, you may appeal to the higher union.",
    },
    "membership.closed": {
      title: "Your membership is cancelled",
      body: "Your membership in {{union}} was cancelled. Reason: {{reason}}.",
    },
    "membership.handed_over": {
      title: "Your membership is in {{union}} now",
      body: "{{from}} was merged, split or closed. Your membership is in {{union}} from today; your member number stays. Reason: {{reason}}.",
    },
    "membership.kept_above": {
      title: "{{union}} retains your membership",
      body: "{{from}} was closed. Your membership is retained by {{union}} from today; your member number stays. Reason: {{reason}}. With a new employer you may ask for a transfer.",
    },
    "phone.changed": {
      title: "Your phone number was changed",
      body: "You now sign in with {{phone}}. If it was not you, call your union at once.",
    },
    "phone.removed": {
      title: "Your phone number was removed",
      body: "Somebody said that the number is not yours, and your union took it off your file. Bring a new one with your ID card.",
    },
    "registration.opened": {
      title: "Registration for {{year}} is open",
      body: "Please confirm once, by {{untilDay}}. It takes a minute.",
    },
    "registration.reminder": {
      title: "Registration for {{year}} is waiting for you",
      body: "It ends on {{untilDay}}. Nobody loses a membership for it, but the union has to look at each.",
    },
    "registration.confirmed": {
      title: "Your union registered you for {{year}}",
      body: "It says: {{reason}}. Tell it if that is wrong.",
    },
    "registration.kept": {
      title: "Your membership stays as it is",
      body: "Your union has looked at your registration for {{year}}; nothing changes. It says: {{reason}}.",
    },
    "registration.retained": {
      title: "Your union keeps your membership",
      body: "It says: {{reason}}. Tell it when you work again.",
    },
    "registration.taken_back": {
      title: "A correction to your registration for {{year}}",
      body: "Your union took back what it had done; its earlier message no longer holds. Open to see how it stands.",
    },
    "registration.asked": {
      title: "Please confirm {{year}} once more",
      body: "Your union says: {{reason}}. Open to confirm.",
    },
    "correction.made": { title: "Your file was corrected", body: "Your union has corrected it as you asked." },
    "correction.refused": { title: "Your file was not corrected", body: "Your union's answer: {{answer}}" },
    "closing.asked": {
      title: "Your account closes on {{dueOn}}",
      body: "Until then all goes on as before. If it was not you, take it back at once and call your union.",
    },
    "benefits.awarded": {
      title: "Your union has given you a voucher: {{title}}",
      body: "Reason: {{reason}}. It is among your vouchers, ready to use.",
    },
    "benefits.award_taken_back": {
      title: "A voucher was taken back: {{title}}",
      body: "Your union withdrew the list it came with; the unused voucher is returned. Ask your union if you have questions.",
    },
    "benefits.lapsing": {
      title: "Voucher ending: {{title}}",
      body: "Its last day is {{lastDay}}. If you cannot use it, return it for others.",
    },
    "activities.won": {
      title: "You have a seat: {{title}}",
      body: "Open it for your seat and the code at the door. If you cannot come, give it back early.",
    },
    "activities.barred": {
      title: "{{title}}: you sit out until {{barredUntil}}",
      body: "You missed {{absences}} sessions with a ticket in {{days}} days, so the next rounds go to others first. If there was a reason, such as overtime, state it on the ticket.",
    },
    "activities.excuse_accepted": {
      title: "Accepted: {{title}}",
      body: "This absence does not count; what followed from it is lifted.",
    },
    "activities.excuse_refused": { title: "Not accepted: {{title}}", body: "Answer: {{answer}}" },
    "activities.question": {
      title: "Coming today? {{title}}",
      body: "It begins at {{startsAt}}. Answer on the ticket. If you cannot come, the seat goes to somebody else and nothing is held against you.",
    },
    "activities.reminder": {
      title: "Soon: {{title}}",
      body: "It begins at {{startsAt}}. Have your ticket's code ready.",
    },
    "activities.cancelled": {
      title: "Cancelled: {{title}}",
      body: "The session of {{startsAt}} does not take place: {{reason}}. Your seat was taken back and does not count against your limit.",
    },
    "activities.cancelled_owed": {
      title: "Cancelled: {{title}}",
      body: "The session of {{startsAt}} does not take place: {{reason}}. Your seat was taken back and does not count against your limit; in draws before {{priorityUntil}} you go first (20 tickets) until you have a seat.",
    },
    "activities.moved": {
      title: "New time: {{title}}",
      body: "From {{beforeAt}} to {{startsAt}}: {{reason}}. Your seat stays; until it begins you may give it back and nothing is held against you.",
    },
    "activities.film_changed": {
      title: "Another film instead of {{title}}",
      body: "The session of {{startsAt}} shows {{film}}: {{reason}}. Your seat stays; until it begins you may give it back.",
    },
    "activities.reseated": {
      title: "Another seat: {{title}}",
      body: "In the session of {{startsAt}} you sit on {{seat}} instead of {{before}}: {{reason}}.",
    },
    "activities.hall_changed": {
      title: "Another hall: {{title}}",
      body: "The session of {{startsAt}} is in {{hall}}; your seat is {{seat}}: {{reason}}.",
    },
    "activities.waiting_cancelled": {
      title: "Cancelled: {{title}}",
      body: "The session of {{startsAt}} does not take place: {{reason}}. Your entry or place in line ends and does not count against your limit.",
    },
    "activities.waiting_moved": {
      title: "New time: {{title}}",
      body: "From {{beforeAt}} to {{startsAt}}: {{reason}}. Your entry or place in line stays; a seat you win can be given back.",
    },
    "activities.waiting_film_changed": {
      title: "Another film instead of {{title}}",
      body: "The session of {{startsAt}} shows {{film}}: {{reason}}. Your entry or place in line stays; a seat you win can be given back.",
    },
    "activities.waiting_hall_changed": {
      title: "Another hall: {{title}}",
      body: "The session of {{startsAt}} is in {{hall}}: {{reason}}. Your entry or place in line stays; look whether seats you wished for are still there.",
    },
    "activities.missed": {
      title: "Missed: {{title}}",
      body: "Your ticket of {{startsAt}} was not used. If there was a reason, such as overtime, state it on the ticket.",
    },
    "activities.awarded": {
      title: "A seat for you: {{title}}",
      body: "It begins at {{startsAt}}, seat {{seat}}. If you cannot come, give it back early.",
    },
    "activities.award_taken_back": {
      title: "Seat taken back: {{title}}",
      body: "The seat that your union kept for you on {{startsAt}} was taken back. Ask your union if this seems wrong.",
    },
    other: { title: "From your union", body: "Open it to see." },
  },
};
