"""Promise: whoever asks by a name that is not the site's is refused, and fills no log with errors."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from musicsite.door import Door


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/albums/", f"/api/v1/tracks/{'0' * 32}/stream/"])
def test_a_wrong_host_is_a_quiet_400(
    client: Client, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(path, headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"elsewhere" not in answer.content
    assert not caplog.records


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/healthz", "200 OK"), ("/", "400 Bad Request")])
def test_a_load_balancer_asks_after_health_by_the_address_of_a_machine(
    path: str, status: str
) -> None:
    said: list[str] = []
    environ = RequestFactory().get(path, headers={"Host": "10.10.1.5:8000"}).environ
    b"".join(Door(get_wsgi_application())(environ, lambda told, headers: said.append(told)))
    assert said == [status]
