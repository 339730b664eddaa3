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
      "A gateway is where your SMS provider takes messages. Ask the provider for four things: address, secret key, signature, and the code of the template for codes.",
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
    template: "Code of the template",
    templateHelp:
      "As registered with the provider, for example SMS_1024. The template has {{code}} (the code) and {{minutes}} (how long it is good).",
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
