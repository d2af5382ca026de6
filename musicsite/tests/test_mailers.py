"""EMAIL_URL: one address says all of a mail server."""

import pytest

from musicsite.env import WrongSetting
from musicsite.mailers import mailers_from_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://ana%40x:p%2Fw@mail.example", {"host": "mail.example", "port": 587, "username": "ana@x",
                                                "password": "p/w", "use_tls": True, "use_ssl": False}),
        ("smtps://mail.example:4650", {"port": 4650, "use_tls": False, "use_ssl": True}),
        ("smtp+plain://localhost", {"port": 25, "use_tls": False, "use_ssl": False}),
        ("file:///tmp/letters", {"file_path": "/tmp/letters"}),
    ],
)  # fmt: skip
def test_one_address_says_all_of_a_mail_server(url: str, expected: dict[str, object]) -> None:
    options = mailers_from_url("EMAIL_URL", url)["default"]["OPTIONS"]
    assert expected.items() <= options.items()


def test_an_address_without_a_host_is_named() -> None:
    with pytest.raises(WrongSetting, match="EMAIL_URL takes"):
        mailers_from_url("EMAIL_URL", "smtp:///")
