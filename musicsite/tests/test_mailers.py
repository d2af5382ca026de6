"""EMAIL_URL: one address says all of a mail server."""

import smtplib

import pytest
from botocore.stub import ANY, Stubber
from django.core.mail import EmailMultiAlternatives

from musicsite.aws.ses import EmailBackend
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


def test_amazon_ses_is_named_by_its_region_and_configuration_set() -> None:
    told = mailers_from_url("EMAIL_URL", "ses://eu-central-1/musicsite-prod")["default"]
    assert told["BACKEND"] == "musicsite.aws.ses.EmailBackend"
    assert told["OPTIONS"] == {"region": "eu-central-1", "configuration_set": "musicsite-prod"}


def letter() -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        "Béla",
        "plain",
        "a@site.example",
        ["b@x.example"],
        headers={"Message-ID": "<1@site.example>"},
    )
    message.attach_alternative("<p>rich</p>", "text/html")
    return message


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> tuple[EmailBackend, Stubber]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")
    backend = EmailBackend(
        region="eu-central-1", configuration_set="musicsite-dev", alias="default"
    )
    return backend, Stubber(backend.client)


def test_ses_gets_the_whole_letter_for_its_recipients(ses: tuple[EmailBackend, Stubber]) -> None:
    backend, answers = ses
    message = letter()
    wanted = {
        "Destination": {"ToAddresses": ["b@x.example"]},
        "Content": {"Raw": {"Data": ANY}},
        "ConfigurationSetName": "musicsite-dev",
    }
    answers.add_response("send_email", {"MessageId": "1"}, wanted)
    with answers:
        assert backend.send_messages([message]) == 1
    answers.assert_no_pending_responses()


@pytest.mark.parametrize(
    ("code", "smtp"), [("MessageRejected", 550), ("TooManyRequestsException", 450)]
)
def test_a_refusal_of_ses_is_told_as_smtp_tells_it(
    ses: tuple[EmailBackend, Stubber], code: str, smtp: int
) -> None:
    backend, answers = ses
    answers.add_client_error("send_email", code, "no")
    with answers, pytest.raises(smtplib.SMTPDataError) as error:
        backend.send_messages([letter()])
    assert error.value.smtp_code == smtp
