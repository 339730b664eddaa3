interface Browser {
  userAgent: string;
  /** Whether links may save a file. */
  canDownload: boolean;
}

// Browsers inside of other apps open no calendar file: WeChat (and its desktop), 企业微信, DingTalk, QQ, Alipay, Weibo.
const insideApps = /MicroMessenger|wxwork|WindowsWechat|DingTalk|\bQQ\/|AlipayClient|Weibo/i;

/** Whether a calendar file is of use in this browser; where it is not, the server reminds. */
export const opensCalendarFiles = ({ userAgent, canDownload }: Browser): boolean =>
  canDownload && !insideApps.test(userAgent);

export const reminderMinutes = [30, 60, 180, 1440] as const;

/** How long before the start one may still be reminded, in minutes; a moment must be left to set it. */
export const remindersAhead = (startsAt: string, now: number): number[] =>
  reminderMinutes.filter((minutes) => Date.parse(startsAt) - minutes * 60_000 > now + 60_000);
