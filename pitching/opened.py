"""What else is to be done when a pitch opens or changes: other parts of this room say so in `AppConfig.ready()`.

    pitch_sent_to.add("letters", letters_queue)         # (pitch) → None: `links_to_send(pitch)` wait for their letter
    pitch_shows.add("files", files_want)                # (pitch) → None: an open one's tracks or formats are others

Each is called in the transaction that did it, under the pitch's lock: it writes rows and enqueues jobs, no more.
"""

from collections.abc import Callable

from common.registry import Registry
from pitching.models import Pitch

type Follows = Callable[[Pitch], None]

pitch_sent_to: Registry[Follows] = Registry("follower of sending")
pitch_shows: Registry[Follows] = Registry("follower of what a pitch shows")
documents_wait: Registry[Follows] = Registry("follower of press kits")
"""A picture of the press kit is to be encoded anew."""
