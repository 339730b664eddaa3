import { somebody } from "../../bench/register/names.ts";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

/** Somebody of a county's file signs in by phone, and says who they are, since the number came from a file. */
export async function signInAs(scene: Scene, at: number): Promise<Browser> {
  const { phone: whole, surname, given, idNumber } = somebody(at);
  const phone = whole.slice(3);
  const browser = scene.stranger();
  const { demoCode: code } = await browser.post("/api/member/sign-in/codes", { phone });
  const { ticket } = await browser.refused("/api/member/sign-in", { phone, code }, 409, "sign_in.who_are_you");
  await browser.post("/api/member/sign-in/identity", { ticket, name: surname + given, idEnd: idNumber.slice(-4) });
  return browser;
}

/** Some at a time, as people come. */
export async function together<T, R>(all: readonly T[], act: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const waiting = [...all.entries()];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) done[one[0]] = await act(one[1], one[0]);
  };
  await Promise.all(Array.from({ length: 4 }, next));
  return done;
}
