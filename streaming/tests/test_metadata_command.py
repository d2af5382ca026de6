"""`manage.py metadata`: a catalogue to a spreadsheet and back, told in words, with an exit code."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Track
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("metadata", *args, stdout=out, stderr=out)
    return out.getvalue()


def test_a_catalogue_goes_to_a_spreadsheet_and_back(
    cast: Cast, things: Things, tmp_path: Path
) -> None:
    track, label = things["private"].track, cast.label.public_id
    whose = ("--user", str(cast.colleague.email), "--workspace", label)
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"all.{ending}"
        run("export", str(path), *whose)
        assert "0 changed in 0 cells" in run("import", str(path), *whose)
    path = tmp_path / "new.csv"
    path.write_text(f"Id,Name,Stimmung\n{track.public_id},New,Dark\n")
    told = run("import", str(path), *whose, "--map", "stimmung=moods", "--dry-run")
    assert f"row 2: {track.title}: title: '{track.title}' → 'New'" in told
    assert Track.objects.get(pk=track.pk).title == track.title
    run("import", str(path), *whose, "--map", "stimmung=moods")
    assert Track.objects.get(pk=track.pk).title == "New"
    assert Track.objects.get(pk=track.pk).genres.filter(name="Dark").exists()


def test_its_exit_codes_tell_what_was_left(cast: Cast, things: Things, tmp_path: Path) -> None:
    whose = ("--user", str(cast.owner.email), "--workspace", cast.label.public_id)
    path = tmp_path / "a.csv"
    path.write_text(f"Id,BPM\n{things['private'].track.public_id},fast\n{'0' * 32},1\n")
    for args, code in (
        (("import", str(path), *whose), 1),
        (("import", str(path), *whose, "--map", "X=nothing"), 2),
        (("import", str(tmp_path / "none.csv"), *whose), 2),
        (("import", str(path), "--user", "nobody@example.org"), 2),
        (("export", str(tmp_path / "a.doc"), *whose), 2),
        (("export", str(tmp_path / "a.csv"), "--user", str(cast.other.email), "--workspace", cast.label.public_id), 2),
    ):  # fmt: skip
        with pytest.raises(CommandError) as refused:
            run(*args)
        assert refused.value.returncode == code, args
