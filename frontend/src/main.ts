/** Entry of the client. The player is loaded lazily; this file stays small. */
import "@hotwired/turbo";
