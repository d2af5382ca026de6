/** Signing in or out changes what may be shown: a full page load, and nothing of the last person is kept. */
import { on } from "./delegate.ts";
import { loadedPlayer } from "./play-targets.ts";
import { forgetSession } from "./stored.ts";

export function startSignOut(): void {
  on("submit", "form[data-sign-out]", () => {
    forgetSession();
    // The player writes its queue down when the page goes away.
    void loadedPlayer()?.then((it) => {
      it.forget();
    });
  });
}
