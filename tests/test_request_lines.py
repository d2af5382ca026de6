"""What may be asked at once fits into the line of a request that the server takes."""

from urllib.parse import urlencode

from musicsite.gunicorn_conf import limit_request_line
from playlists.api.likes import MOST_IDS
from playlists.services import KINDS


def test_as_many_ids_as_one_may_ask_about_fit_a_request_line() -> None:
    longest = max(KINDS, key=len)
    query = urlencode({"ids": ",".join([f"{longest}:{'0' * 32}"] * MOST_IDS)})
    line = f"GET /api/v1/me/opinions/?{query} HTTP/1.1\r\n"
    assert len(line) <= limit_request_line
