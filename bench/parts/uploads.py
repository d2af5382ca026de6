"""A gigabyte uploaded to a folder and to a bucket, and a song processed."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

from bench import processes
from bench.context import Bench
from bench.figures import Figure
from bench.site import Web, manage, prepare, web_process
from bench.uploading import AT_ONCE, EMAIL, PASSWORD, Uploads
from tests.servers import s3

TITLE = "Uploads"
ABOUT = """\
gunicorn with the site's own configuration (two processes) and a private Valkey, without workers. One client sends one
file as browsers do: a checksum and an address for each part of 8 MiB, three parts at once. To a folder its bytes pass
the site; to a bucket (SeaweedFS on the same machine) they go straight there. boto3's own multipart upload of the same
file to the same server has as many parts of that size at once. Memory is that of all web processes (PSS), highest
meanwhile against before. *Processed* is a FLAC of four minutes with a cover, from its last byte until nothing is left
to do: checksums, a whole decode, loudness and waveform, pictures in all sizes, renditions; processor time of all
processes that take part."""
BLOCK = 16 << 20
KEY = "boto3/file.wav"


def run(bench: Bench) -> Iterator[Figure]:
    file = bench.folder / "upload.wav"
    block = random.Random(1).randbytes(BLOCK)
    with file.open("wb") as made:
        for _ in range(bench.upload_mb // 16):
            made.write(block)
    yield from _folder(bench, file)
    yield from _bucket(bench, file)
    yield from _processed(bench)


def _folder(bench: Bench, file: Path) -> Iterator[Figure]:
    bench.say("uploading to a folder")
    rates, grown = list[float](), list[float]()
    with web_process(_site(bench, "folder")) as web:
        uploads = Uploads(web.url, EMAIL, PASSWORD)
        _warm(bench, uploads)
        for _ in range(min(bench.rounds, 2)):
            seconds, more = _sent(web, uploads, file)
            rates.append(file.stat().st_size / seconds / 1e6)
            grown.append(more)
    what = f"{bench.upload_mb:,} MiB to a folder"
    yield Figure(what=what, values=rates, unit="MB/s")
    yield Figure(what=f"{what}: memory more than before", values=grown, unit="MB", most=20)


def _bucket(bench: Bench, file: Path) -> Iterator[Figure]:
    bench.say("uploading to a bucket")
    server, at = s3.start()
    bench.stack.callback(server.remove)
    surroundings = {
        "UPLOAD_STORAGE": "s3://media", "MEDIA_STORAGE": "s3://media", "S3_ENDPOINT_URL": at.url,
        "S3_REGION": at.region, "AWS_ACCESS_KEY_ID": at.key, "AWS_SECRET_ACCESS_KEY": at.secret,
    }  # fmt: skip
    client = boto3.client(
        "s3", endpoint_url=at.url, aws_access_key_id=at.key, aws_secret_access_key=at.secret,
        region_name=at.region, config=Config(s3={"addressing_style": "path"}),
    )  # fmt: skip
    parts = TransferConfig(max_concurrency=AT_ONCE, multipart_chunksize=8 << 20)
    size, alone, rates, grown = file.stat().st_size, list[float](), list[float](), list[float]()
    with web_process(_site(bench, "bucket", **surroundings), **surroundings) as web:
        uploads = Uploads(web.url, EMAIL, PASSWORD)
        _warm(bench, uploads)
        for _ in range(min(bench.rounds, 3)):
            began = time.perf_counter()
            client.upload_file(str(file), "media", KEY, Config=parts)
            alone.append(size / (time.perf_counter() - began) / 1e6)
            client.delete_object(Bucket="media", Key=KEY)
            seconds, more = _sent(web, uploads, file)
            rates.append(size / seconds / 1e6)
            grown.append(more)
    what = f"{bench.upload_mb:,} MiB to a bucket"
    boto = Figure(what=f"boto3, {what}", values=alone, unit="MB/s")
    yield boto
    yield Figure(what=what, values=rates, unit="MB/s", against=boto, least_ratio=0.7)
    yield Figure(what=f"{what}: memory more than before", values=grown, unit="MB", most=20)


def _processed(bench: Bench) -> Iterator[Figure]:
    bench.say("processing songs of four minutes")
    data, rounds = bench.folder / "processed", min(bench.rounds, 3)
    prepare(data)
    script = f"from bench import uploaded; uploaded.processed({rounds})"
    told = json.loads(manage(data, "shell", "-v0", "-c", script, CACHE_URL="memory://"))
    if (told["ready"], told["renditions"]) != (rounds, 2 * rounds):
        raise RuntimeError(f"not what was to be measured: {told}")
    yield Figure(what="FLAC of 4 minutes processed", values=told["seconds"], unit="CPU s", most=12)


def _site(bench: Bench, name: str, **surroundings: str) -> Path:
    """The folder of a new site with somebody who may upload."""
    data = bench.folder / name
    prepare(data)
    script = "from bench import uploaded; uploaded.somebody()"
    manage(data, "shell", "-v0", "-c", script, CACHE_URL="memory://", **surroundings)
    return data


def _warm(bench: Bench, uploads: Uploads) -> None:
    """Something of each, so that all code is loaded and all connections are made."""
    file = bench.folder / "warm.wav"
    file.write_bytes(random.Random(2).randbytes(4 * BLOCK))
    uploads.send(file)


def _sent(web: Web, uploads: Uploads, file: Path) -> tuple[float, float]:
    """Seconds, and megabytes of memory that the web processes took more than before."""
    before = processes.memory(web.pid)
    with processes.watched(web.pid) as peak:
        seconds = uploads.send(file)
    return seconds, (peak.memory - before) / 1e6
