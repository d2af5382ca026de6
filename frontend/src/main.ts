/**
 * Entry of the client: navigation, likes, endless lists. The player with React comes at the first
 * interaction or play, so that reading costs little.
 */
import "@hotwired/turbo";
import { startPlaylists } from "./playlists/index.ts";
import { startEndless } from "./site/endless.ts";
import { startLikes } from "./site/likes.ts";
import { startMenu } from "./site/menu.ts";
import { startOffline } from "./site/offline.ts";
import { startPlayTargets } from "./site/play-targets.ts";
import { startPreferences } from "./site/preferences.ts";
import { startSearch } from "./site/search.ts";
import { startSignOut } from "./site/sign-out.ts";
import { startTheme } from "./site/theme.ts";
import { startToast } from "./site/toast.ts";

startTheme();
startEndless();
startLikes();
startMenu();
startOffline();
startToast();
startPlayTargets();
startPlaylists();
startSearch();
startSignOut();
startPreferences();
