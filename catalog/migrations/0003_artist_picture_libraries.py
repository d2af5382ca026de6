"""Say of artists' pictures which library they came from: of several, the one that the fewest people may see."""

from typing import Any

from django.db import migrations

from catalog.audience import audiences


def fill(apps: Any, schema_editor: Any) -> None:
    Artist = apps.get_model("catalog", "Artist")
    Library = apps.get_model("catalog", "Library")
    for artist in Artist.objects.filter(image__isnull=False, image_library=None).iterator():
        libraries = Library.objects.filter(albums__credits__artist=artist).distinct()
        told = [
            (audiences([library.visibility], restricted=library.is_restricted)[0], library.pk)
            for library in libraries
        ]
        if told:
            image_to, library = max(told)
            Artist.objects.filter(pk=artist.pk).update(image_library=library, image_to=image_to)


def empty(apps: Any, schema_editor: Any) -> None:
    apps.get_model("catalog", "Artist").objects.update(image_library=None, image_to=0)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_artist_pictures_and_order")]
    operations = [migrations.RunPython(fill, empty, elidable=True)]
