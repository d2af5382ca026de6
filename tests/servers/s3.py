"""A private S3 server (SeaweedFS from its wheel): it checks signatures and expiry as S3 does."""

import json
import sysconfig
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import Server, free_port

KEY, SECRET = "tests", "tests-only-secret"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the server listens and who may write there."""

    url: str
    key: str = KEY
    secret: str = SECRET
    region: str = REGION


class S3Server(Server):
    """SeaweedFS names some sockets by their port outside its folder; they go with it."""

    ports: tuple[int, ...] = ()

    def remove(self) -> None:
        super().remove()
        for port in self.ports:
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)


def start(bucket: str = "media") -> tuple[Server, Endpoint]:
    """(server, endpoint), with one empty bucket."""
    server = S3Server("s3")
    identities = {
        "identities": [
            {
                "name": "tests",
                "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
                "actions": ["Admin"],
            }
        ]
    }
    config = server.folder / "identities.json"
    config.write_text(json.dumps(identities))
    names = (
        "master.port", "master.port.grpc", "filer.port", "filer.port.grpc", "volume.port", "volume.port.grpc",
        "s3.port.grpc", "admin.port", "admin.port.grpc", "s3.port.iceberg", "webdav.port", "s3.port.lance",
    )  # fmt: skip
    port, *others = server.ports = tuple(free_port() for _ in (None, *names))
    endpoint = Endpoint(f"http://127.0.0.1:{port}")
    server.start(
        [
            str(Path(sysconfig.get_path("scripts")) / "weed"), "mini", f"-dir={server.folder}",
            "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-admin.ui=false", "-webdav=false",
            f"-s3.config={config}", f"-s3.port={port}", f"-bucket={bucket}",
            *(f"-{name}={other}" for name, other in zip(names, others, strict=True)),
        ],
        lambda: _answers(f"{endpoint.url}/{bucket}"),
    )  # fmt: skip
    return server, endpoint


def _answers(url: str) -> bool:
    """S3 answers 403 to a stranger once it is up and the bucket is there."""
    try:
        urllib.request.urlopen(url, timeout=1)  # noqa: S310  # a loopback address of ours
    except urllib.error.HTTPError as error:
        return error.code == 403
    except OSError:
        return False
    return True
