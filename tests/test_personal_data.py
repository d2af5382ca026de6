"""Whatever is kept about a person is in their export, and has a rule for their erasure."""

from django.apps import apps

from accounts.models import User
from common.personal import personal_data


def relations_to_people() -> set[str]:
    """`app.Model.field` of every relation to a user, Django's and allauth's own too."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is User and not field.many_to_many
    }


def test_every_relation_to_a_person_is_answered_for() -> None:
    """A room with a new one says what it holds: see `common.personal`."""
    found = relations_to_people()
    assert len(found) > 20, "the walk over the models found too little to mean anything"
    answered = [field for kind in personal_data for field in kind.fields]
    assert found - set(answered) == set(), "kept about people, and in nobody's export"
    assert set(answered) - found == set(), "answered for, and not there"
    assert len(answered) == len(set(answered)), "two answer for the same"
