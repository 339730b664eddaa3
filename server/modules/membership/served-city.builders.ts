import { aStaff, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "./index.ts";
import { aSmallCity } from "./membership.builders.ts";

/** The register behind HTTP with a small city in it: the officer keeps one county, the stranger the other. To be closed by the test. */
export async function aServedCity() {
  const server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  const city = await aSmallCity(database);
  const officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  const stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
  return { server, city, officer, stranger };
}
