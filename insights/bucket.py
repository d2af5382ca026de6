"""A bucket of S3 as the place of the tables beside the events."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from insights.sinks import NotTaken

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
else:
    S3Client = Any


class Bucket:
    """`s3://bucket/prefix`, with the credentials that boto3 finds: on AWS the role of the task."""

    def __init__(self, address: str, *, client: "S3Client | None" = None) -> None:
        parts = urlsplit(address)
        self.name, self.prefix = parts.netloc, parts.path.strip("/")
        self.client = client or boto3.client(
            "s3",
            endpoint_url=settings.S3_ENDPOINT_URL or None,
            region_name=settings.S3_REGION or None,
        )

    def put(self, file: Path, key: str) -> None:
        """Put a file in place of what has this key. Readers have the one or the other whole. Raises NotTaken.

        One request, of 5 GB at most: an upload in parts takes more rights than to put, and may leave parts behind.
        """
        try:
            with file.open("rb") as body:
                self.client.put_object(
                    Bucket=self.name, Key="/".join(filter(None, (self.prefix, key))), Body=body
                )
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise NotTaken(f"The bucket {self.name} did not take {key}: {error}") from error
