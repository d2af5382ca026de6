/** The dialog that asks which playlist something goes into; a track that is there already is asked about once. */
import { api, type Schemas } from "../api/client.ts";
import { languageReady, plural, t } from "../i18n.ts";
import { closing, openDialog } from "../site/dialog.ts";
import { HttpError, unwrap } from "../site/http.ts";
import { randomId } from "../player/random.ts";
import { element } from "./element.ts";

type Playlist = Schemas["Playlist"];

const MOST = 200;

/** Ask, and add. `item` is `track:<id>`, `album:<id>` or `playlist:<id>`. */
export async function askWhere(item: string): Promise<void> {
  await languageReady();
  const waiting = element("p", { class: "quiet" }, t("Loading …"));
  const dialog = openDialog("add-to", t("Add to a playlist"), waiting);
  try {
    const query = { scope: "mine", limit: MOST } as const;
    const { results } = await unwrap(api.GET("/api/v1/playlists/", { params: { query } }));
    choose(dialog, item, results);
  } catch (error) {
    dialog.replaceChildren(closing(dialog, t("Close")));
    fail(dialog, error);
  }
}

function choose(dialog: HTMLDialogElement, item: string, playlists: readonly Playlist[]): void {
  const title = element("input", { class: "input", name: "title", maxlength: "200" });
  title.required = true;
  title.placeholder = t("New playlist");
  title.ariaLabel = t("New playlist");
  const form = element("form", { class: "add-to__new" }, title);
  let [key, sent] = [randomId(), ""];
  form.append(element("button", { class: "button", type: "submit" }, t("Make it")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Another title is another request.
    if (title.value !== sent) [key, sent] = [randomId(), title.value];
    void make(dialog, item, title.value, key);
  });
  const list = element("ul", { class: "add-to__list" });
  for (const playlist of playlists.filter((one) => !one.is_smart)) {
    const button = element("button", { class: "add-to__choice", type: "button" });
    button.append(
      element("span", {}, playlist.title),
      element(
        "span",
        { class: "quiet" },
        plural(playlist.entry_count, "{count} track", "{count} tracks"),
      ),
    );
    button.addEventListener("click", () => {
      void add(dialog, item, playlist, "refuse");
    });
    list.append(element("li", {}, button));
  }
  dialog.replaceChildren(
    element("h2", {}, t("Add to a playlist")),
    form,
    list,
    closing(dialog, t("Close")),
  );
  (list.querySelector("button") ?? title).focus();
}

async function make(
  dialog: HTMLDialogElement,
  item: string,
  title: string,
  key: string,
): Promise<void> {
  try {
    const made = api.POST("/api/v1/playlists/", {
      body: { title, items: [item] },
      // Made once, however often a press is sent.
      headers: { "Idempotency-Key": key },
    });
    added(dialog, await unwrap(made));
  } catch (error) {
    fail(dialog, error);
  }
}

async function add(
  dialog: HTMLDialogElement,
  item: string,
  playlist: Pick<Playlist, "id" | "title" | "url">,
  duplicates: "add" | "refuse",
): Promise<void> {
  try {
    await unwrap(
      api.POST("/api/v1/playlists/{public_id}/entries/", {
        params: { path: { public_id: playlist.id } },
        body: { items: [item], duplicates },
      }),
    );
  } catch (error) {
    if (error instanceof HttpError && error.status === 409) askAgain(dialog, item, playlist, error);
    else fail(dialog, error);
    return;
  }
  added(dialog, playlist);
}

function added(dialog: HTMLDialogElement, playlist: Pick<Playlist, "id" | "title" | "url">): void {
  const link = element("a", { href: playlist.url, class: "link" }, playlist.title);
  const said = element("p", { role: "status" }, t("Added to"), " ", link);
  const close = closing(dialog, t("Close"));
  dialog.replaceChildren(said, close);
  close.focus();
  document.dispatchEvent(new CustomEvent("playlist:changed", { detail: playlist.id }));
}

function askAgain(
  dialog: HTMLDialogElement,
  item: string,
  playlist: Pick<Playlist, "id" | "title" | "url">,
  error: HttpError,
): void {
  const again = element(
    "button",
    { class: "button button--loud", type: "button" },
    t("Add it again"),
  );
  again.addEventListener("click", () => {
    void add(dialog, item, playlist, "add");
  });
  dialog.replaceChildren(
    element("p", { role: "alert" }, error.message),
    again,
    closing(dialog, t("Close")),
  );
  again.focus();
}

/** Says why at the head of the dialog, whose content stays: what was typed there is typed once. */
function fail(dialog: HTMLDialogElement, error: unknown): void {
  const words = error instanceof HttpError ? error.message : t("The server can't be reached");
  const told = dialog.querySelector("[role=alert]") ?? element("p", { role: "alert" });
  if (!told.isConnected) dialog.prepend(told);
  told.className = "errors";
  told.textContent = words;
}
