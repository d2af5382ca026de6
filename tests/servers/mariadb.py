"""A private MariaDB, which stands for Aurora MySQL in tests."""

import getpass
import os
import subprocess

from tests.servers.process import CannotStart, Server, program


def start(*more: str) -> tuple[Server, str]:
    """(server, DATABASE_URL): on a socket, without fsync, with a binary collation as production has.

    `more` are options of mariadbd that overrule ours.
    """
    server = Server("mariadb")
    data, socket = server.folder / "data", server.folder / "s"
    me = [f"--user={getpass.getuser()}"] if os.geteuid() == 0 else []
    made = subprocess.run(
        [
            program("mariadb-install-db"), "--no-defaults", f"--datadir={data}",
            "--auth-root-authentication-method=normal", "--skip-test-db", *me,
        ],
        capture_output=True,
        check=False,
    )  # fmt: skip
    if made.returncode:
        server.remove()
        raise CannotStart(
            f"mariadb-install-db failed: {made.stdout[-1000:]!r}{made.stderr[-1000:]!r}"
        )
    client = [program("mariadb"), "--no-defaults", f"--socket={socket}", "-uroot"]
    server.start(
        [
            program("mariadbd"), "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking",
            f"--pid-file={server.folder / 'pid'}", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0",
            "--innodb-flush-method=nosync", "--innodb-doublewrite=0", "--innodb-log-file-size=64M",
            "--innodb-buffer-pool-size=256M", "--max-connections=600",
            "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin", *me, *more,
        ],
        lambda: subprocess.run([*client, "-e", "SELECT 1"], capture_output=True, check=False).returncode == 0,
    )  # fmt: skip
    return server, f"mysql://root@localhost/musicsite?unix_socket={socket}"
