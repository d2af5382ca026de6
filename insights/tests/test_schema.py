"""The schema of the lake: in one file, and told in the documents as it is."""

from django.conf import settings

from insights import schema
from insights.parquet import SCHEMA


def test_the_document_is_made_of_the_schema() -> None:
    told = (settings.BASE_DIR / "docs/events.md").read_text()
    _, _, tables = told.partition("<!-- made by manage.py lake schema -->\n")
    assert tables == schema.documented(), (
        "manage.py lake schema --write brings docs/events.md up to date"
    )


def test_files_have_the_columns_of_the_envelope() -> None:
    assert SCHEMA.names == [field.name for field in schema.ENVELOPE]


def test_a_kind_has_names_and_fields_of_its_own() -> None:
    assert len(schema.KIND_OF) == sum(len(kind.names) for kind in schema.KINDS)
    for kind in schema.KINDS:
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names)), kind.name
        assert not {"email", "ip", "address", "user"} & set(names), kind.name
        assert all(field.since <= kind.version for field in kind.fields), kind.name
