"""What the benchmark of uploads does inside a site (`manage.py shell -c`)."""

import io
import json
import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.timezone import now
from mutagen.flac import FLAC, Picture
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from accounts.services import user_create
from bench.uploading import EMAIL, PASSWORD
from common.jobs.worker import drain
from streaming.delivery.spawn import nursery
from streaming.models import Rendition, Upload
from streaming.uploads.services import Announced, upload_file

RATE, SECONDS = 44_100, 240


def somebody() -> User:
    """Who uploads."""
    user = user_create(email=EMAIL, password=PASSWORD)
    user.groups.add(Group.objects.get(name=Role.ARTIST))
    return User.objects.get(pk=user.pk)


def processed(rounds: int) -> None:
    """Print the processor seconds that a FLAC of four minutes takes from its last byte until nothing is left to do."""
    user, times = somebody(), []
    for number in range(rounds):
        path = Path(settings.DATA_DIR) / f"{number}.flac"
        flac(path, number)
        file = Announced(path=f"Album {number}/song.flac", size=path.stat().st_size)
        with path.open("rb") as body:
            upload_file(
                user=user, workspace=user.personal_workspace, file=file, body=body, at=now()
            )
        before = _used()
        drain("heavy")
        drain("quick")
        nursery.stop()  # or what its children have used would not be known
        times.append(_used() - before)
    ready, made = Upload.objects.filter(state="ready").count(), Rendition.objects.count()
    print(json.dumps({"seconds": times, "ready": ready, "renditions": made}))


def _used() -> float:
    """Processor seconds of this process and of those that it has seen end."""
    return sum(os.times()[:4])


def flac(path: Path, seed: int) -> None:
    """Four minutes in 16 bits and stereo: chords over noise that falls with the pitch, and a cover."""
    dice = np.random.default_rng(seed)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=RATE)
        stream.layout = "stereo"
        time = np.arange(RATE) / RATE
        for second in range(SECONDS):
            tones = sum(np.sin(2 * np.pi * note * time) for note in dice.uniform(80, 2000, 5))
            noise = np.cumsum(dice.normal(size=(2, RATE)), axis=1)
            noise -= np.linspace(noise[:, 0], noise[:, -1], RATE, axis=1)
            sound = 0.1 * tones + 0.2 * noise / np.abs(noise).max()
            samples = (sound * 20_000).astype(np.int16).T.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, second * RATE, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    tags = FLAC(path)
    tags.update({"title": f"Song {seed}", "artist": "Ana", "album": f"Album {seed}"})
    held, cover = io.BytesIO(), Picture()
    Image.effect_noise((1500, 1500), 60 + seed).convert("RGB").save(held, "JPEG", quality=90)
    cover.type, cover.mime, cover.data = 3, "image/jpeg", held.getvalue()
    tags.add_picture(cover)
    tags.save()
