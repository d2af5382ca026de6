/*
 * Put into each page before its own scripts: notes when the visitor clicked, when an element said `playing`, when its
 * clock had moved, and when the first sample that is not silent left its decoder. Times are `performance.now()`.
 * `last` is when a sample was last not silent, `element` the one that sounds.
 */
(() => {
  const noted = { clicked: 0, playing: 0, moved: 0, heard: 0, last: 0, element: null };
  window.ears = noted;
  const known = new WeakSet();

  addEventListener(
    "click",
    (event) => {
      Object.assign(noted, { clicked: event.timeStamp, playing: 0, moved: 0, heard: 0 });
    },
    { capture: true },
  );

  async function listen(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      if (samples.some((sample) => Math.abs(sample) > 1e-4)) {
        noted.last = performance.now();
        if (noted.clicked) noted.heard ||= noted.last;
      }
      value.close();
    }
  }

  function watch(element) {
    if (known.has(element)) return;
    known.add(element);
    noted.element = element;
    element.addEventListener("playing", () => {
      noted.playing ||= performance.now();
      const from = element.currentTime;
      const look = () => {
        if (element.currentTime > from) noted.moved ||= performance.now();
        else setTimeout(look, 1);
      };
      look();
    });
    const stream = element.captureStream();
    stream.addEventListener("addtrack", ({ track }) => track.kind === "audio" && listen(track));
    stream.getAudioTracks().forEach(listen);
  }

  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (...given) {
    watch(this);
    return play.apply(this, given);
  };
})();
