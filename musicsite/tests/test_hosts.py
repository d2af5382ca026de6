"""Promise: whoever asks by a name that is not the site's is refused, and fills no log with errors."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/albums/", f"/api/v1/tracks/{'0' * 32}/stream/"])
def test_a_wrong_host_is_a_quiet_400(
    client: Client, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(path, headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"elsewhere" not in answer.content
    assert not caplog.records
