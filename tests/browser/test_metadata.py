"""The grid of metadata as a label uses it: written, filled down, pasted from a spreadsheet, undone, saved."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from streaming.tests.music import song
from tests.browser.test_uploads import OVER, choose

pytestmark = pytest.mark.browser
PASTE = """(node, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  node.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def cell(page: Page, row: int, label: str) -> Locator:
    """A cell by its row and the heading of its column."""
    page.locator(".grid__table th", has_text=label).first.wait_for()
    headings = page.locator(".grid__table th").all_inner_texts()
    return page.locator(f"[data-cell='{row}-{headings.index(label)}']")


def test_an_uploaded_album_is_made_ready_in_the_grid(signed_in: Page, tmp_path: Path) -> None:
    folder = tmp_path / "Quay"
    for number in (1, 2, 3):
        song(
            folder / f"0{number} Draft.flac", hertz=300 + number, title=f"Draft {number}", artist="Ana Brandt",
            album="Quay", tracknumber=str(number),
        )  # fmt: skip
    page = signed_in
    page.goto("/upload/")
    choose(page, "Choose a folder", folder)
    # What another test uploaded is listed too, until it is cleared.
    rows = page.locator(".uploads__item", has_text="Quay/")
    expect(rows).to_have_count(3)
    page.wait_for_function(OVER, timeout=180_000)
    rows.get_by_role("link", name="Edit metadata").first.click()
    expect(page.get_by_role("grid")).to_be_visible()
    save = page.get_by_role("button", name="Save")

    cell(page, 0, "Title").click()
    page.keyboard.type("Harbour")
    page.keyboard.press("Enter")
    expect(cell(page, 0, "Title")).to_have_text("Harbour")
    expect(cell(page, 1, "Title")).to_be_focused()

    cell(page, 0, "Moods").click()
    page.keyboard.type("Calm; Wide")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    expect(cell(page, 2, "Moods")).to_have_text("Calm; Wide")

    # Two columns of a spreadsheet, one ISRC wrong; then a step too many is undone.
    cell(page, 0, "ISRC").click()
    cell(page, 0, "ISRC").evaluate(PASTE, "GBAYE6900534\tDub\nWRONG\tHouse\n")
    expect(cell(page, 1, "Genres")).to_have_text("House")
    cell(page, 2, "ISRC").click()
    page.keyboard.press("Delete")
    page.keyboard.type("oops")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    save.click()
    expect(
        page.get_by_role("status").filter(has_text="2 tracks saved. 1 track has")
    ).to_be_visible()
    cell(page, 1, "ISRC").click()
    expect(page.get_by_text("An ISRC has two letters")).to_be_visible()
    page.keyboard.type("GBAYE6900535")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name="All is saved")).to_be_visible()

    page.reload()
    expect(cell(page, 1, "ISRC")).to_have_text("GBAYE6900535")
    expect(cell(page, 2, "Moods")).to_have_text("Calm; Wide")
    cell(page, 0, "Title").click()
    expect(page.get_by_text("The tags say: Draft 1")).to_be_visible()
    page.get_by_role("button", name="As the tags say").click()
    expect(cell(page, 0, "Title")).to_have_text("Draft 1")
    # What is not saved is not left without a question.
    asked: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.get_by_role("link", name="Albums").first.click()
    expect(page.get_by_role("grid")).to_be_visible()
    assert asked == ["confirm"]
