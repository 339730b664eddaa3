import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What an identity service knows of somebody. */
export interface Known {
  name?: string;
  phone_number?: string;
  phone_number_verified?: boolean;
  /** How it made sure (RFC 8176). */
  amr?: string[];
}

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  secret: string;
  people: Map<string, Known>;
  /** Who sits at the browser: the provider signs them in without asking. */
  sign(subject: string): void;
  /** Follows our address through the provider back to our page, as a browser does; gives what the page finds in its address. */
  travel(url: string): Promise<{ code: string; state: string; iss?: string }>;
  close(): Promise<void>;
}

/** A real OpenID provider on this machine, with one client whose redirect addresses are `redirectUris`. */
export async function identityProvider(redirectUris: string[]): Promise<IdentityProvider> {
  const [clientId, secret] = ["gonghui", "a secret of the client"];
  const people = new Map<string, Known>();
  let current = "";
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [
          {
            client_id: clientId,
            client_secret: secret,
            redirect_uris: redirectUris,
            post_logout_redirect_uris: redirectUris,
          },
        ],
        claims: { openid: ["sub", "amr"], profile: ["name"], phone: ["phone_number", "phone_number_verified"] },
        features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
        pkce: { required: () => true },
        cookies: { keys: ["only for tests"] },
        interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
        findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
        loadExistingGrant: async (ctx) => {
          const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client?.clientId ?? "",
            accountId: ctx.oidc.session?.accountId ?? "",
          });
          grant.addOIDCScope("openid profile phone");
          await grant.save();
          return grant;
        },
      }),
  );
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
    const amr = people.get(current)?.amr;
    void provider.interactionFinished(request, response, {
      login: { accountId: current, ...(amr === undefined ? {} : { amr }) },
    });
  });
  return {
    ...{ issuer, clientId, secret, people },
    sign: (subject) => {
      current = subject;
    },
    travel: (url) => travel(url, redirectUris),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The provider warns that its keys are for development, as they are here. */
function quietly<T>(make: () => T): T {
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  try {
    return make();
  } finally {
    Object.assign(console, { warn, info });
  }
}

async function travel(from: string, redirectUris: string[]): Promise<{ code: string; state: string; iss?: string }> {
  const cookies = new Map<string, string>();
  let url = new URL(from);
  for (let hop = 0; hop < 8; hop++) {
    if (redirectUris.some((uri) => url.href.startsWith(`${uri}?`))) {
      const { code = "", state = "", iss } = Object.fromEntries(url.searchParams);
      if (code === "") throw new Error(`the provider refused: ${url.search}`);
      return { code, state, ...(iss === undefined ? {} : { iss }) };
    }
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", ...value] = (line.split(";")[0] ?? "").split("=");
      cookies.set(name, value.join("="));
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`${url.pathname}: ${response.status} ${await response.text()}`);
    url = new URL(location, url);
  }
  throw new Error("the provider leads round in a circle");
}
