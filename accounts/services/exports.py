"""The work behind taking one's data along and leaving: what jobs do. Asked for in `accounts.services.leaving`."""

import json
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.language import language_of_letters
from accounts.models import AccountDeletion, PersonalExport, User
from accounts.services.administrators import others_administer
from common.personal import personal_data
from common.storage import storage_delete, storage_put
from mail.services import letter_send

KEPT = timedelta(days=7)
README = """What {site} keeps about {who}, of {when}.

Each .json file is a list of one kind of things, in UTF-8. What belongs to a workspace of several people (its albums,
its files) is the workspace's and not in here; files of music that you uploaded are listed, and downloaded on the site.
"""


def export_make(*, export: PersonalExport, at: datetime) -> None:
    """Write the ZIP, then say that it is there. Safe to run twice: a ready one stays."""
    if export.state == PersonalExport.State.READY:
        return
    user = export.user
    with tempfile.TemporaryFile() as file:
        write_zip(user, file, at=at)
        size = file.tell()
        file.seek(0)
        storage_put(export.place, file)
    with transaction.atomic():
        found = PersonalExport.objects.filter(pk=export.pk).update(
            state=PersonalExport.State.READY,
            storage_key=export.place,
            bytes=size,
            ready_at=at,
            expires_at=at + KEPT,
        )
        if not found:  # they left meanwhile: nothing else would ever delete it
            storage_delete([export.place])
            return
        letter_send(
            to=user.email,
            template="people/letters/export_ready",
            language=language_of_letters(user),
            context={
                "user": user,
                "link": f"{settings.SITE_URL}/account/data/",
                "until": at + KEPT,
            },
        )


def write_zip(user: User, file: IO[bytes], *, at: datetime) -> None:
    """Every kind of data as `NAME.json`, and the files. Rows are written as they are read."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        said = README.format(site=settings.SITE_NAME, who=user.email, when=f"{at:%Y-%m-%d}")
        packed.writestr("README.txt", said)
        for name, kind in personal_data.items():
            with packed.open(f"{name}.json", "w", force_zip64=True) as part:
                _write_rows(part, kind.export(user))
            for inside, key in kind.files(user) if kind.files else ():
                with default_storage.open(key) as source, packed.open(inside, "w") as part:
                    part.writelines(source.chunks())


def _write_rows(part: IO[bytes], rows: Iterable[dict[str, Any]]) -> None:
    separator = b"[\n"
    for row in rows:
        text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        part.write(separator + text.encode())
        separator = b",\n"
    part.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def exports_purge(*, at: datetime) -> int:
    """Delete what has been kept for its week."""
    gone = 0
    for export in PersonalExport.objects.filter(expires_at__lte=at):
        # The file first: a row without its file is tried again, a file without its row is never found.
        default_storage.delete(export.storage_key)
        export.delete()
        gone += 1
    return gone


@transaction.atomic
def account_erase(*, user_id: int, at: datetime) -> bool:
    """Erase a person whose time is up, in one step; False when they came back, or are gone already."""
    deletion = (
        AccountDeletion.objects.select_for_update()
        .select_related("user")
        .filter(user_id=user_id)
        .first()
    )
    if deletion is None or deletion.due_at > at:
        return False
    user = deletion.user
    if user.last_login is not None and user.last_login > deletion.asked_at:
        deletion.delete()
        return False
    if user.is_superuser and not others_administer(user):
        deletion.delete()  # who stayed when this was asked for has gone since
        return False
    email, name, language = user.email, str(user), language_of_letters(user)
    for kind in reversed(list(personal_data)):
        kind.erase(user)
    user.delete()
    letter_send(
        to=email, template="people/letters/erased", context={"name": name}, language=language
    )
    return True
