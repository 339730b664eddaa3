import assert from "node:assert/strict";
import {
  type IdentityProvider,
  identityProvider,
} from "../../server/kernel/sign-in/oidc/identity-provider.builders.ts";
import type { Browser } from "../browser.ts";
import type { Scene } from "../stage.ts";

export const door = "zgzj";
export const frame = "https://app.zgzj.example";

/** The parent app: a real OpenID provider that knows our page by its address. */
export const openParentApp = (scene: Scene): Promise<IdentityProvider> => identityProvider([`${scene.url}/sign-in`]);

/** The system's keeper sets the parent app up, lists its site for frames and its door for the count. */
export async function setUp(scene: Scene, app: IdentityProvider): Promise<Browser> {
  const keeper = await scene.staff("keeper");
  const provider = { enabled: true, name: "职工之家", issuer: app.issuer, clientId: app.clientId, trusted: true };
  const put = async (path: string, body: object) => {
    const { status, body: answer } = await keeper.send("PUT", path, { body });
    assert.equal(status, 200, JSON.stringify(answer));
    return answer;
  };
  await put("/api/settings/sign-in/member", { ...provider, secret: app.secret });
  await put("/api/settings/embed", { frames: [frame], channels: [{ key: door, name: "职工之家" }] });
  assert.equal((await scene.stranger().get("/api/meta")).oidc.member, "职工之家");
  return keeper;
}

/** Somebody of the parent app opens our pages: through its sign-in and back, as a browser does. */
export async function comeBy(app: IdentityProvider, browser: Browser, subject: string) {
  app.sign(subject);
  const { url } = await browser.post("/api/member/oidc/begin");
  return browser.post("/api/member/oidc/finish", await app.travel(url));
}
