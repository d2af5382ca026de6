"""gunicorn's threaded worker, made safe against listeners that stall."""

from typing import Any

from gunicorn import util
from gunicorn.workers import gthread

STALL = 90.0  # seconds in which a client takes no byte, or sends none of the request it began


class Connection(gthread.TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection that gives up on a client that stalls."""

    def init(self) -> None:
        super().init()
        # Each request passes here. `sendfile` waits so long for every piece; without it, for ever.
        self.sock.settimeout(STALL)

    def close(self, graceful: bool = False) -> None:
        util.close(self.sock)


# The worker makes its connections by this name.
gthread.TConn = Connection


class PatientThreadWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """Lingers over a closing connection in the thread that served it.

    gunicorn does so in the loop that accepts: there, each client that is slow to close holds up everybody
    for two seconds.
    """

    def handle(self, conn: Connection) -> Any:
        keep = super().handle(conn)
        if keep is False:
            util.close_graceful(conn.sock)
        return keep
