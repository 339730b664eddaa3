/** How a browser lets a page be put on the home screen. */
export type InstallWay = "installed" | "prompt" | "ios" | "wechat" | "insecure" | "menu";

interface Browser {
  userAgent: string;
  /** Runs as an app of its own already. */
  standalone: boolean;
  /** Service worker and camera work here: https, or this very machine. */
  secure: boolean;
  /** The browser has offered to ask. */
  canPrompt: boolean;
}

/** Which of the ways fits this browser; the first that hinders all others comes first. */
export function installWay({ userAgent, standalone, secure, canPrompt }: Browser): InstallWay {
  if (standalone) return "installed";
  if (/MicroMessenger/i.test(userAgent)) return "wechat";
  if (!secure) return "insecure";
  if (canPrompt) return "prompt";
  return /iPhone|iPad|iPod/.test(userAgent) ? "ios" : "menu";
}
