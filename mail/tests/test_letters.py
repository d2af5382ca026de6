"""Letters: kept with what asks for them, sealed, sent once a mail server takes them, forgotten when none does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.tasks import TaskResultStatus as Status
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from common.jobs.worker import drain
from mail.models import Letter
from mail.services import letter_send
from mail.tasks import letters_purge
from tests.servers.post_office import PostOffice

pytestmark = pytest.mark.django_db


def ask(to: str = "ana@example.org") -> bool:
    """A letter with a secret link."""
    return letter_send(
        to=to,
        template="account/email/password_reset_key",
        context={"password_reset_url": "https://a.example/reset/1-secret/"},
    )


def test_a_letter_comes_as_text_and_as_html(post_office: PostOffice) -> None:
    assert ask()
    assert not post_office.taken, "nobody waits for the mail server"
    drain()
    (letter,) = post_office.taken
    assert letter["To"] == "ana@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    parts = {part.get_content_type(): part.get_payload(decode=True) for part in letter.walk()}
    for kind in ("text/plain", "text/html"):
        body = parts[kind]
        assert isinstance(body, bytes)
        assert b"https://a.example/reset/1-secret/" in body
    assert not Letter.objects.exists()


def test_what_waits_can_not_be_read_in_the_database(post_office: PostOffice) -> None:
    ask()
    kept = f"{list(Letter.objects.values())}{list(DBTaskResult.objects.values())}"
    assert "secret" not in kept
    assert "ana@example.org" not in kept


def test_a_letter_that_is_refused_for_good_is_not_tried_again(post_office: PostOffice) -> None:
    post_office.refuses = True
    ask("nobody@example.org")
    drain()
    assert DBTaskResult.objects.get().status == Status.FAILED


def test_a_letter_waits_while_the_mail_server_is_away(post_office: PostOffice) -> None:
    post_office.shutdown()
    post_office.server_close()
    ask()
    drain()
    job = DBTaskResult.objects.get()
    assert job.status == Status.READY
    assert job.run_after > now()
    assert Letter.objects.exists()


def test_what_nobody_could_send_is_forgotten_after_a_week(post_office: PostOffice) -> None:
    ask()
    assert letters_purge.call() == 0
    Letter.objects.update(created_at=now() - timedelta(days=8))
    assert letters_purge.call() == 1
    drain()
    assert not post_office.taken


def test_without_a_mail_server_nothing_is_kept() -> None:
    assert not ask()
    drain()
    assert not Letter.objects.exists()
    assert mail.outbox == []


def test_a_name_can_not_write_headers(post_office: PostOffice) -> None:
    class Invitation:
        workspace = "Label\r\nBcc: everybody@example.org"
        expires_at = now()

    letter_send(
        to="ana@example.org", template="people/letters/invitation",
        context={"invitation": Invitation(), "link": "https://a.example/"},
    )  # fmt: skip
    drain()
    (letter,) = post_office.taken
    assert letter["Bcc"] is None
    assert "Label" in letter["Subject"]
