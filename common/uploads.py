"""How much a form may send with its files: decided before a byte of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_UPLOAD = 520 * 1024 * 1024
"""Bytes of a whole request: the largest file that a page takes (`playlists.services.listening`), and its form."""


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep files. Django reads at most `Content-Length` bytes: its word is enough."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # as Django calls it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > MOST_UPLOAD:
            raise RequestDataTooBig("The form is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
