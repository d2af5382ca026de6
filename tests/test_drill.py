"""A restore drill on MariaDB: what was there comes back, and what does not is told."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scripts.drill import DATABASE, EVERY_TABLE, Drill, drill, lost_and_found
from scripts.fingerprint import Fingerprint, differences
from tests.servers.process import CannotStart

pytestmark = pytest.mark.servers


@dataclass(frozen=True)
class Drilled:
    """A drill that was gone through."""

    drill: Drill
    before: Fingerprint
    wrong: list[str]

    def now(self) -> list[str]:
        return differences(self.before, self.drill.fingerprint())

    def sql(self, statement: str) -> None:
        self.drill.sql(f"USE {DATABASE}; {statement}")


@pytest.fixture(scope="module")
def drilled() -> Iterator[Drilled]:
    """A small site with a row in every table and some files, lost and restored."""
    try:
        with drill() as going:
            going.manage("migrate", "--verbosity=0")
            going.shell("from tests.live_data import make; make()")
            going.shell(EVERY_TABLE)
            for number in range(30):
                for folder in (going.var / "media" / f"users/{number % 3}", going.library):
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / f"Ágætis {number}.flac").write_bytes(bytes([number]) * number * 997)
            yield Drilled(going, *lost_and_found(going))
    except (CannotStart, ImportError) as error:
        pytest.skip(str(error))


def test_every_table_row_and_file_comes_back(drilled: Drilled) -> None:
    assert drilled.wrong == []
    assert drilled.before.row_count > len(drilled.before.tables) > 100
    assert all(drilled.before.rows.values()), "a table without a row shows nothing"
    assert len(drilled.before.files) == 60
    assert set(drilled.drill.seconds) == {"backup", "destroy", "restore", "compare"}


def test_whatever_is_not_as_it_was_is_told(drilled: Drilled) -> None:
    key = min(drilled.before.rows["catalog_track"], key=int).decode()
    drilled.sql(f"UPDATE catalog_track SET title = CONCAT(title, ' ') WHERE id = {key}")  # noqa: S608
    drilled.sql("SET foreign_key_checks = 0; DELETE FROM accounts_personaltoken LIMIT 1")
    drilled.sql("ALTER TABLE catalog_genre ADD COLUMN more INT")
    (drilled.drill.var / "media/users/1/Ágætis 4.flac").write_bytes(b"other")
    (drilled.drill.library / "Ágætis 7.flac").unlink()
    (drilled.drill.library / "new.flac").write_bytes(b"new")
    told = drilled.now()
    assert f"row {key} of catalog_track is another" in told
    assert "table catalog_genre is another" in told
    assert any(line.endswith("of accounts_personaltoken is gone") for line in told)
    assert [line for line in told if line.startswith("file ")] == [
        "file library/new.flac is new",
        "file library/Ágætis 7.flac is gone",
        "file media/users/1/Ágætis 4.flac is another",
    ]
