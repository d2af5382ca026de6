/* Lists of the admin: a row's ▶ plays its sound in place, one at a time. Without this file it is a link to the sound. */
(() => {
  const sound = new Audio();
  let playing = null;

  const stop = () => {
    sound.pause();
    if (playing) {
      playing.textContent = "▶";
      playing.removeAttribute("aria-pressed");
    }
    playing = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-preview]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const again = link === playing;
    stop();
    if (again) return;
    playing = link;
    link.textContent = "■";
    link.setAttribute("aria-pressed", "true");
    sound.src = link.href;
    sound.play().catch(() => {
      if (playing === link) stop();
      link.title = "This can't be heard here: open it on the site.";
      link.textContent = "!";
    });
  });
  sound.addEventListener("ended", stop);
})();
