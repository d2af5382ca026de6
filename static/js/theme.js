// The colours that were chosen by hand, before anything is painted: a file of its own, since no page carries a script
// and all pages are the same for everyone. The client (frontend/src/site/theme.ts) writes what is read here.
try {
  const theme = localStorage.getItem("musicsite:theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  // Long tracks were left in the middle: home keeps their place free (frontend/src/site/left-open.ts writes it).
  if (localStorage.getItem("musicsite:left-open")) document.documentElement.dataset.leftOpen = "";
} catch {
  // Storage is closed to us: the system's colours it is.
}
