"""Artwork: kept once, told from its content, decoded under limits, without what the file knew of its maker."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from common.jobs.worker import drain
from pictures.colours import stylesheet
from pictures.decoder import Decoder
from pictures.models import Artwork
from pictures.services import artwork_file, artwork_store, artworks_store
from pictures.sniffing import PictureRefused
from pictures.tests.samples import GREY, ORANGE, bomb, picture, sideways, split

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    return tmp_path


def processed(data: bytes) -> Artwork:
    artwork = artwork_store(data=data)
    drain("heavy")
    artwork.refresh_from_db()
    return artwork


def opened(artwork: Artwork, size: int | str) -> Image.Image:
    found = artwork_file(artwork, size)
    assert found is not None
    with default_storage.open(found[0]) as file:
        return Image.open(BytesIO(file.read()))


def test_a_picture_is_kept_once_by_its_bytes(folder: Path) -> None:
    data = picture()
    first = artwork_store(data=data)
    assert artwork_store(data=data).pk == first.pk
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [file.read_bytes() for file in files] == [data], "one file, and nothing half-written"


def test_many_pictures_cost_a_few_statements(django_assert_max_num_queries: Any) -> None:
    datas = [picture((40, 40), (n, 10, 10)) for n in range(60)]
    with django_assert_max_num_queries(12):
        found = artworks_store(datas=datas + datas)
    assert [one.pk for one in found[:60]] == [one.pk for one in found[60:]]  # type: ignore[union-attr]
    with django_assert_max_num_queries(1):
        artworks_store(datas=datas)


def test_what_is_no_picture_is_refused_and_the_rest_goes_in() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    good, *bad = artworks_store(datas=[picture(), svg, b"", b"ID3\x04", b"\xff\xd8"])
    assert isinstance(good, Artwork)
    assert all(isinstance(one, PictureRefused) for one in bad)
    with pytest.raises(PictureRefused, match="30 MB"):
        artwork_store(data=b"\x89PNG\r\n\x1a\n" + bytes(31 * 1024 * 1024))


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF"])
def test_each_usual_format_is_taken(name: str) -> None:
    artwork = processed(picture(name=name))
    assert artwork.state == "ready", artwork.reason
    assert (artwork.width, artwork.height, artwork.mime) == (320, 320, f"image/{name.lower()}")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_each_kind_of_pixels_is_taken(mode: str) -> None:
    name = {"CMYK": "JPEG"}.get(mode, "PNG")
    colour: Any = {"LA": (90, 200), "RGBA": (*ORANGE, 100), "CMYK": (0, 60, 90, 0)}.get(mode, 1)
    artwork = processed(picture(colour=colour, mode=mode, name=name))
    assert artwork.state == "ready", artwork.reason


def test_sizes_are_made_up_to_the_picture_and_never_larger() -> None:
    artwork = processed(picture((500, 400)))
    assert artwork.sizes == [96, 192, 384, 768]
    assert opened(artwork, 96).size == (96, 77)
    assert opened(artwork, 768).size == (500, 400), "not blown up"
    assert opened(artwork, 1536).size == (500, 400), "the largest there is"
    assert opened(artwork, 100).size == (192, 154), "the next larger"
    assert opened(artwork, "og").format == "JPEG"
    assert artwork_file(artwork, 96) == (f"{artwork.folder}/96.webp", "image/webp")


def test_a_photo_stands_upright_and_forgets_where_it_was_taken() -> None:
    artwork = processed(sideways())
    assert (artwork.width, artwork.height) == (200, 400)
    for size in (192, "og"):
        made = opened(artwork, size)
        assert made.width < made.height
        red, green, _ = made.convert("RGB").getpixel((made.width // 2, made.height // 8))  # type: ignore[misc]
        assert red > 200 > green, "the left half is now the top"
        assert not made.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & made.info.keys()


def test_until_its_sizes_are_made_there_is_nothing_to_send() -> None:
    artwork = artwork_store(data=picture())
    assert artwork_file(artwork, 384) is None
    assert artwork_file(artwork, "og") is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (picture()[:200], "can't be read"),
        (picture(name="JPEG")[:-300], "truncated"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "can't be read"),
        (bomb(), "50 million"),
    ],
    ids=["cut", "truncated", "broken", "bomb"],
)
def test_a_hostile_picture_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    artwork = processed(data)
    assert artwork.state == "refused"
    assert reason in artwork.reason
    assert artwork_file(artwork, 384) is None


def test_a_decoder_that_takes_too_long_is_killed_and_the_next_picture_gets_a_new_one() -> None:
    with Decoder(wall_seconds=0.001) as decoder:
        with pytest.raises(PictureRefused, match="limits"):
            decoder.process(picture())
        decoder.wall_seconds = 60
        facts, _ = decoder.process(picture())
        assert facts["width"] == 320


def test_the_decoder_knows_no_secret_and_can_write_no_file() -> None:
    with Decoder() as decoder:
        decoder.process(picture())
        assert decoder._child is not None
        process = Path(f"/proc/{decoder._child.pid}")
        if not process.exists():
            pytest.skip("needs /proc")
        assert process.joinpath("environ").read_bytes() == b""
        limits = process.joinpath("limits").read_text()
        assert [
            line.split()[4] for line in limits.splitlines() if "address space" in line
        ] == [] or (str(1024**3) in limits)
        assert "Max file size             0" in limits


def test_a_missing_original_is_refused_not_tried_for_ever(folder: Path) -> None:
    artwork = artwork_store(data=picture())
    folder.joinpath(artwork.storage_key).unlink()
    drain("heavy")
    artwork.refresh_from_db()
    assert (artwork.state, artwork.reason) == ("refused", "The picture's file is missing.")


def test_colours_are_read_and_served_as_a_stylesheet() -> None:
    artwork = processed(split(ORANGE, GREY, 0.3))
    assert artwork.colour is not None
    lightness, chroma, hue = artwork.colour
    assert (0.5 < lightness < 0.8, chroma > 0.12, 35 < hue < 65) == (True, True, True)
    assert len(artwork.blurhash) >= 20
    sheet = stylesheet([artwork])
    assert sheet.startswith(f".art-{artwork.public_id}{{--art:light-dark(oklch(")
    assert sheet.count("{") == sheet.count("}") == 1
