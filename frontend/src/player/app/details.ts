/** What belongs to the current track beside its sound: waveform, words, like. */
import { api } from "../../api/client.ts";
import { isSignedIn, unwrap } from "../../site/http.ts";
import { onLike, setLike } from "../../site/likes.ts";
import type { TrackInfo } from "./catalogue.ts";
import { lyricsOf } from "./lyrics.ts";
import type { PlayerStore } from "./state.ts";
import { waveformOf } from "./waveform.ts";

export class Details {
  private shown = "";

  constructor(private readonly state: PlayerStore) {
    onLike(({ target, liked }) => {
      if (target === `track:${this.state.get().current?.id ?? ""}`) this.state.update({ liked });
    });
  }

  /** Ask for what is not known yet of the current track. Not before it sounds: the sound's bytes go first. */
  show(current: TrackInfo | null): void {
    if (current?.id === this.shown) return;
    this.shown = current?.id ?? "";
    this.state.update({ peaks: null, lyrics: null, liked: null });
    if (!current) return;
    const still =
      <T>(show: (value: T) => void) =>
      (value: T) => {
        if (this.shown === current.id) show(value);
      };
    void waveformOf(current.id).then(still((peaks) => { this.state.update({ peaks }); }), () => {}); // prettier-ignore
    void lyricsOf(current.id).then(still((lyrics) => { this.state.update({ lyrics }); }), () => {}); // prettier-ignore
    if (isSignedIn())
      void unwrap(
        api.GET("/api/v1/me/likes/", { params: { query: { ids: `track:${current.id}` } } }),
      ).then(
        still(({ liked }) => { this.state.update({ liked: liked.length > 0 }); }), // prettier-ignore
        () => {},
      );
  }

  toggleLike = (): void => {
    const { current, liked } = this.state.get();
    if (!current || liked === null) return;
    void setLike(`track:${current.id}`, !liked).catch(() => {});
  };
}
