import assert from "node:assert/strict";
import { comeBy, door, frame, openParentApp, setUp } from "./a02/parent-app.ts";
import { eventually } from "./browser.ts";
import type { Scenario } from "./scenario.ts";
import { openScene } from "./stage.ts";

/**
 * Field case A02: the national members' app as the place where everything starts, without a regional limit. The parent app is a real
 * OpenID provider on this machine; 40 of its people come in, most by a phone that it has verified, some by our own code once. Its
 * name stands for its kind.
 */
export const a02ParentApp: Scenario = {
  case: "A02",
  name: "a02-parent-app",
  play: async () => {
    const scene = await openScene(60);
    const app = await openParentApp(scene);
    try {
      const keeper = await setUp(scene, app);
      const phone = (index: number) => String(scene.city.members.firstPhone + index);

      const officer = await scene.staff("admin");
      const nameOf = async (index: number): Promise<string> =>
        (await officer.get(`/api/people?q=${phone(index)}`)).items[0].name;

      // Forty come with a phone that the app has verified: the first time they are mapped, the second time known.
      for (let index = 0; index < 40; index++) {
        const verified = { phone_number: phone(index), phone_number_verified: true };
        app.people.set(`person-${index}`, { ...verified, name: await nameOf(index) });
        const browser = scene.stranger();
        const { me, confirm } = await comeBy(app, browser, `person-${index}`);
        assert.equal(confirm, null);
        assert.match(me.phoneMasked, new RegExp(`${phone(index).slice(-4)}$`));
        await browser.post("/api/member/entries", { channel: door });
        assert.ok(Array.isArray((await browser.get("/api/releases")).items));
        assert.equal((await comeBy(app, scene.stranger(), `person-${index}`)).me.personId, me.personId);
      }

      // A phone that is typed and not verified opens nobody's pages.
      app.people.set("stranger", { phone_number: phone(0), phone_number_verified: false });
      const typed = await comeBy(app, scene.stranger(), "stranger");
      assert.deepEqual(typed, { me: null, confirm: { provider: "职工之家" } });
      // Nor does a verified one under another name: the number may have changed hands.
      app.people.set("next owner", { phone_number: phone(41), phone_number_verified: true, name: "欧阳别人" });
      assert.deepEqual(await comeBy(app, scene.stranger(), "next owner"), typed);

      // Who is not known by a phone confirms once by our code, and is known from then on.
      const browser = scene.stranger();
      assert.equal((await comeBy(app, browser, "newcomer")).me, null);
      const sent = await browser.post("/api/member/sign-in/codes", { phone: phone(45) });
      const me = await browser.post("/api/member/sign-in", { phone: phone(45), code: sent.demoCode, link: true });
      assert.equal((await comeBy(app, scene.stranger(), "newcomer")).me.personId, me.personId);

      // Counted by day and door; a door that nobody has listed is not.
      await browser.post("/api/member/entries", { channel: "nowhere" });
      const { entries } = await eventually("the entries", async () => {
        const found = await keeper.get("/api/settings/sign-in");
        return found.entries.length > 0 ? found : undefined;
      });
      assert.deepEqual(
        entries.map(({ channel, entries: count }: { channel: string; entries: number }) => [channel, count]),
        [[door, 40]],
      );
      assert.deepEqual((await keeper.get("/api/settings/sign-in")).embed.frames, [frame]);
      await scene.assertAuditWhole();
    } finally {
      await app.close();
      await scene.close();
    }
  },
};
