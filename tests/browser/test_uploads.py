"""Uploading as an artist does: a folder at once, a pause, a closed tab, and the album at the end."""

import os
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from streaming.tests.music import picture, song

pytestmark = pytest.mark.browser
OVER = (
    "() => [...document.querySelectorAll('.uploads__item')]"
    ".every(row => ['ready', 'refused'].includes(row.dataset.state))"
)
"""Also of what was uploaded before: it is listed until it is cleared."""


def slowly(route: Route) -> None:
    route.request.frame.page.wait_for_timeout(150)
    route.continue_()


def choose(page: Page, label: str, path: Path) -> None:
    page.locator(f"input[type=file][aria-label='{label}']").set_input_files(str(path))


def test_a_folder_becomes_an_album_and_a_lie_is_refused_in_words(
    signed_in: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "Harbour"
    for number in (1, 2, 3):
        song(
            folder / f"0{number} Song.flac", hertz=200 + number, title=f"Song {number}", artist="Ana Brandt",
            album="Harbour", tracknumber=str(number), cover=picture("teal", 40),
        )  # fmt: skip
    (folder / "04 Lie.mp3").write_bytes(b"#!/bin/sh\n" * 300)
    (folder / "notes.txt").write_text("left out")
    page = signed_in
    page.goto("/upload/")
    choose(page, "Choose a folder", folder)
    expect(page.get_by_text("1 file is no music by its name")).to_be_visible()
    rows = page.locator(".uploads__item", has_text="Harbour/")
    expect(rows).to_have_count(4)
    page.wait_for_function(OVER, timeout=180_000)
    expect(rows.and_(page.locator("[data-state=ready]"))).to_have_count(3)
    refused = rows.and_(page.locator("[data-state=refused]"))
    expect(refused).to_contain_text("It does not begin as music does.")
    rows.get_by_role("link", name="Harbour").first.click()
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    expect(page.locator("[data-track-row]")).to_have_count(3)


def test_a_file_goes_on_after_a_pause_and_after_a_closed_tab(
    signed_in: Page, tmp_path: Path
) -> None:
    large = tmp_path / "large.wav"
    with wave.open(str(large), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(os.urandom(48 << 20))
    page = signed_in
    page.goto("/upload/")
    # A slow line, so that there is a middle.
    page.route("**/bytes/**", slowly)
    choose(page, "Choose files", large)
    page.get_by_role("button", name="Pause large.wav").click()
    expect(page.locator("[data-state=paused]")).to_have_count(1)
    page.unroute_all(behavior="ignoreErrors")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    lost = page.locator("[data-state=lost]")
    expect(lost).to_contain_text("choose this file again to go on")
    choose(page, "Choose files", large)
    page.wait_for_function(OVER, timeout=180_000)
    expect(page.locator("[data-state=ready]", has_text="large.wav")).to_have_count(1)
