import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const settings: Translated<typeof source.settings> = {
  people: {
    title: "Steps of approval",
    about:
      "How many people's hands a campaign, and every change after its approval, goes through. What is laid down stands in the audit.",
    choose: "Choose an organisation at the top left.",
    label: "Campaigns and changes",
    of: { "2": "Two: maker and approver", "3": "Three: maker, checker, approver" },
    meaning: {
      "2": "Anybody with the duty to check or to approve opens it. For unions with few people.",
      "3": "One writes, another checks, a third approves; only then money is set aside and entry opens.",
    },
    usual: "Nobody has laid anything down: three people.",
    own: "Laid down here on {{day}}; it holds below too, unless somebody there lays down otherwise.",
    above: "Laid down by {{name}} on {{day}}; what is laid down here takes its place.",
    fewer:
      "With one pair of eyes less, mistakes and fraud are harder to see. What has been handed in goes on as it began.",
    save: "Lay down",
    saved: "Laid down for whatever is handed in from now on",
    whoMay: "Only an administrator of this organisation may change it.",
  },
  calendar: {
    title: "Working days",
    about:
      "Deadlines for reviews and answers are counted in working days. Each year's holidays and make-up days stand here, with their source.",
    year: "Year",
    provisional: "Provisional",
    decreed: "As decreed",
    unknown:
      "Nothing is entered for this year. Until the State Council's notice is entered, weekends and statutory holidays are free.",
    from: "Source: {{source}}",
    day: "Day",
    kind: "Free or worked",
    is: { free: "Free", worked: "Worked" },
    holiday: "Holiday",
    edit: "Enter",
    editTitle: "Holidays and make-up days of {{year}}",
    decreeOf: "国务院办公厅关于{{year}}年部分节假日安排的通知",
    paste: "Paste the notice",
    pasteHelp:
      "Paste all of it, for example 一、元旦:1月1日至3日放假。1月4日上班。 Or one day a line: 2027-01-01 放假 元旦.",
    read: "Find the days",
    nothingRead: "No day was found. Please check the text: one holiday a line.",
    source: "Source",
    sourceNeeded: "Please name the source",
    isProvisional: "Provisional",
    provisionalHelp: "While the notice itself has not been seen. Deadlines then say that they may move.",
    saved: "Saved; running deadlines were counted again",
  },
  identity: {
    title: "Checking identities",
    about:
      "Whom the union asks whether a name and a document number are one person's. Source, answer and day stay in the file; staff who saw the papers are another source.",
    saved: "Way of checking changed",
    of: { none: "No outside source", demo: "Demo source" },
    meaning: {
      none: "Staff check the papers themselves.",
      demo: "For demonstrations only, with made-up answers: a card ending in X does not match, one with 000 as signs 15 to 17 is not found, every other one matches.",
    },
  },
  signIn: {
    title: "Ways to sign in",
    about:
      "Members come from a parent app, staff by the city's identity service; other apps show the member's pages inside their own.",
    member: "Members: the parent app",
    memberAbout:
      "Whoever has signed in there is known here. Ask its operator for four things: the address of its identity service, a client id, a secret, and a name.",
    staff: "Staff: the city's identity service",
    staffAbout:
      "Staff sign in there; what they may do is decided by their duties here. The first time one signs in as before and links it in the account menu.",
    redirect: "Our address to come back to",
    redirectHelp: "The operator must register it, letter by letter.",
    name: "Name",
    nameHelp: "As it stands on the button.",
    issuer: "Address of the identity service",
    issuerHelp: "Begins with https:// (the issuer of OpenID Connect). It is tried when you save.",
    issuerWrong: "The address begins with https://",
    clientId: "Client id",
    secret: "Secret",
    secretHelp: "Given by the operator. It is kept sealed and never shown again.",
    trusted: {
      staff: "Whoever gave two factors there is not asked for a code here",
      member: "A phone number that it has verified says who somebody is",
    },
    trustedHelp: {
      staff: "Only when it says so itself. Otherwise the authenticator's code is asked for each time.",
      member: "Otherwise members confirm once with a code. Whose name differs always confirms.",
    },
    enabled: "Switched on",
    saved: "Saved",
    embed: "Frames and doors",
    frames: "Sites that may show the member's pages in a frame",
    framesHelp:
      "One per line, e.g. https://app.example.org. No other site can. A web view needs no entry: open our address with ?embed=1.",
    framesWrong: "Each line is the address of a site that begins with https://, without a path",
    channelsHelp: "Doors: with ?from=key behind a link, entries are counted per day. Nobody's name is kept.",
    channelKey: "Key",
    channelName: "Door",
    keyWrong: "Small letters, digits, dashes",
    removeChannel: "Remove this door",
    addChannel: "Add a door",
    entries: "Entries of the last 30 days",
    noEntries: "Nobody has come by one of these doors yet.",
    day: "Day",
    entered: "Entries",
  },
  sms: {
    title: "Text messages",
    about: "Members and clerks sign in with a code on their phone. Here you say where these messages leave from.",
    toOutbox: "Open the outbox",
    channel: {
      demo: "Demo: no text message really leaves",
      demoAbout:
        "All messages lie in the outbox, and codes are shown on the sign-in pages. What you fill in below is used once this is no demo.",
      none: "Nothing is set up: no text message can leave",
      noneAbout: "Members and clerks get no codes and cannot sign in. Fill in the form below, then send a test.",
      gateway: "Text messages leave through {{host}}",
    },
    gateway: "SMS gateway",
    gatewayAbout:
      "A gateway is where your SMS provider takes messages. Ask the provider for four things: address, secret key, signature, and a template code for each kind of message.",
    url: "Address of the gateway",
    urlHelp: "A web address that begins with https://, from the provider.",
    urlWrong: "An address begins with https:// or http://",
    secret: "Secret key",
    secretHelp: "A password from the provider, 16 characters at least. It is kept encrypted and never shown again.",
    secretKept: "Kept, and never shown. Leave it empty to keep it.",
    secretForNewUrl: "The address is another one: please fill in its key",
    secretShort: "16 characters at least",
    signName: "Signature",
    signNameHelp: "The name in 【】 at the beginning of a message, registered with the provider.",
    textNone: "May stay empty for now: such messages are not sent",
    text: {
      one_time_password: {
        label: "Template code: one-time password",
        help: "The code of the wording that is registered with the provider, SMS_1024 for example. It needs {{code}} and {{minutes}}. Without it nobody can sign in.",
      },
      joining_approved: {
        label: "Template code: application accepted",
        help: "Tells the applicant that they are a member now. It needs {{union}}, the name of the union.",
      },
      joining_refused: {
        label: "Template code: application turned down",
        help: "Asks the applicant to come back for the reason and the way to appeal. It needs {{union}}, the name of the union.",
      },
      joining_invited: {
        label: "Template code: invitation to join",
        help: "Invites one person. It needs {{union}}, the name of the union, and {{link}}, the address for joining.",
      },
      phone_changed: {
        label: "Template code: phone number changed",
        help: "Goes to the number that was in use: the number for signing in was changed; if it was not them, call the union at once. It needs {{union}}, the member's union.",
      },
      membership_ended: {
        label: "Template code: membership ended",
        help: "Tells a member that the membership has ended, and to ask the union for the reason. It needs {{union}}, the union they were in.",
      },
      transfer_done: {
        label: "Template code: moved to another union",
        help: "Tells the member that they are in the new union. It needs {{from}} and {{union}}, the names of both.",
      },
      transfer_refused: {
        label: "Template code: not moved",
        help: "Asks the member to come back for the reason and the way to appeal. It needs {{union}}, the union that refused.",
      },
    },
    saved: "Saved; messages leave this way from now on",
    technical: "For technicians",
    technicalText:
      "Each message is one POST request in JSON with phone, params, signName, templateCode, timestamp, nonce and signature (HMAC-SHA256 with the key). HTTP 200 with the code OK within three seconds is success. Where a provider speaks another way, put a small translator in between.",
    test: "Send a test",
    testAbout:
      "Sends one code message to a phone at hand. The 000000 in it opens nothing. At most 5 in 15 minutes, audited.",
    testDemo: "In the demo a test lies in the outbox too. At most 5 in 15 minutes, audited.",
    testFirstSave: "Fill in the gateway above and save it, then send a test.",
    testPhone: "Phone number",
    testSend: "Send",
    outcome: {
      demo: "Put into the outbox",
      sent: "The gateway took it: look at the phone. If nothing comes within a minute, ask the provider.",
      refused: "The gateway refused it. Please check key, signature and template.",
      not_sent: "The gateway cannot be reached. Please check the address, or try again later.",
      unknown: "The gateway did not answer clearly; perhaps it went out. Look at the phone, else check the address.",
    },
    gatewaySaid: "The gateway said: {{reason}}",
  },
};
