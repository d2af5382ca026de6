/**
 * A real OpenID provider for the tests (npm `oidc-provider`), on loopback: `node provider.ts PORT SITE`.
 *
 * Whoever types `ana` gets the claims of `ana` below. One client, `musicsite`, which must use PKCE.
 */
import Provider, { type Configuration } from "oidc-provider";

const [port, site] = process.argv.slice(2);
if (!port || !site) throw new Error("node provider.ts PORT SITE");

const PEOPLE: Record<string, Record<string, unknown>> = {
  ana: { name: "Ana Lima", email: "ana@label.example", email_verified: true, groups: ["music"] },
  ben: { name: "Ben", email: "ben@label.example", email_verified: false, groups: [] },
};

const configuration: Configuration = {
  clients: [
    {
      client_id: "musicsite",
      client_secret: "a secret of the tests only",
      redirect_uris: [`${site}/account/oidc/house/login/callback/`],
      post_logout_redirect_uris: [`${site}/`],
      backchannel_logout_uri: `${site}/account/oidc/house/signed-out/`,
      backchannel_logout_session_required: false,
    },
  ],
  claims: {
    openid: ["sub"],
    profile: ["name"],
    email: ["email", "email_verified"],
    groups: ["groups"],
  },
  scopes: ["openid", "profile", "email", "groups"],
  pkce: { required: () => true },
  features: { backchannelLogout: { enabled: true } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...PEOPLE[id] }),
  }),
  cookies: { keys: ["a key of the tests only"] },
};

new Provider(`http://127.0.0.1:${port}`, configuration).listen(Number(port), "127.0.0.1", () => {
  console.log("ready");
});
