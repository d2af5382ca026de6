/**
 * Entry of the client: navigation, likes, endless lists. The player with React comes at the first
 * interaction or play, so that reading costs little.
 */
import "@hotwired/turbo";
import { startPlaylists } from "./playlists/index.ts";
import { startAllowed } from "./site/allowed.ts";
import { startEndless } from "./site/endless.ts";
import { startInbox } from "./site/inbox.ts";
import { startKeptPlayer } from "./site/keep-player.ts";
import { startLeftOpen } from "./site/left-open.ts";
import { startLivePage } from "./site/live-page.ts";
import { startMetadata } from "./metadata/index.ts";
import { startMenu } from "./site/menu.ts";
import { startOffline } from "./site/offline.ts";
import { startOpinions } from "./site/opinions.ts";
import { startPitches } from "./site/pitches.ts";
import { loadedPlayer, startPlayTargets } from "./site/play-targets.ts";
import { startPreferences } from "./site/preferences.ts";
import { startSearch } from "./site/search.ts";
import { startShare } from "./site/share.ts";
import { startSignOut } from "./site/sign-out.ts";
import { startTheme } from "./site/theme.ts";
import { startToast } from "./site/toast.ts";
import { startWrong } from "./site/wrong.ts";
import { startTrace } from "./site/trace.ts";
import { startVitals } from "./site/vitals.ts";
import { startUploads } from "./uploads/index.ts";

startTheme();
startTrace();
startAllowed();
startKeptPlayer();
startEndless();
startLeftOpen();
startOpinions();
startLivePage();
startMenu();
startOffline();
startToast();
startPitches();
startPlayTargets();
startVitals(loadedPlayer);
startPlaylists();
startSearch();
startShare();
startInbox();
startSignOut();
startPreferences();
startUploads();
startMetadata();
startWrong();
