"""The process that starts the children which open sound files: it has FFmpeg loaded and forks one for each order.

Started by `streaming.delivery.spawn` as `python -m streaming.delivery.nursery FD`, with an environment without secrets.
Python and FFmpeg take a third of a second to start, a fork takes milliseconds. It never opens a sound file itself: each
is opened by a child of its own, limited as `streaming.delivery.child` says.

Orders come by a socket of packets: JSON with four or more descriptors (standard output, standard error, where to
write the exit code, and what the child holds until it ends). It ends when nobody holds the socket's other end, so with
the web server that started it; children that are at work then notice that they have lost their parent.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress

from streaming.delivery.child import run

ORDER_BYTES = 64 << 10
DESCRIPTORS = 8


def main() -> None:
    orders = socket.socket(fileno=int(sys.argv[1]))
    # Ctrl-C is for the web server; this ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    woken, waker = socket.socketpair()
    for end in (woken, waker):
        end.setblocking(False)
    signal.set_wakeup_fd(waker.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # What is loaded now is shared with each child, as long as nobody counts its references anew.
    gc.collect()
    gc.freeze()
    children: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(orders, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is woken:
                    with suppress(BlockingIOError):
                        woken.recv(4096)
                elif not _take(orders, children):
                    return
            _collect(children)


def _take(orders: socket.socket, children: dict[int, int]) -> bool:
    """Start a child for the next order; False when there will be none any more."""
    message, descriptors, _, _ = socket.recv_fds(orders, ORDER_BYTES, DESCRIPTORS)
    if not message:
        return False
    out, error, told, *_ = descriptors
    pid = os.fork()
    if not pid:
        _be_child(message, out, error, keep=set(descriptors) - {told})
    for descriptor in descriptors:
        if descriptor != told:
            os.close(descriptor)
    children[pid] = told
    return True


def _be_child(message: bytes, out: int, error: int, *, keep: set[int]) -> None:
    """Do the order and end. Never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(out, 1)
        os.dup2(error, 2)
        last = 2
        for number in sorted(keep):
            os.closerange(last + 1, number)
            last = max(last, number)
        os.closerange(last + 1, 4096)
        code = run(json.loads(message))
    except BaseException as failure:  # noqa: BLE001  # whatever it is, the one who asked must be told
        with suppress(OSError):
            os.write(2, repr(failure).encode(errors="replace")[-500:])
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _collect(children: dict[int, int]) -> None:
    """Tell the exit codes of those who ended; a signal's is negative, as of `subprocess`."""
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            told = children.pop(pid)
            with suppress(OSError):  # who asked has left
                os.write(told, str(os.waitstatus_to_exitcode(status)).encode())
            os.close(told)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to do, and whoever stops the site waits
