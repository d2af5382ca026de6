"""Serializers that tell long lists quickly.

    class TrackSerializer(Telling, serializers.Serializer[Track]):
        …                                # declared, documented and shaped (`?fields=`) as any other

How each field is read is worked out once for each serializer instead of anew for each row; what is told is the same as
without it (a test holds both to that). DRF spends most of its time on finding out what kind of thing a field's source
is: https://www.django-rest-framework.org/api-guide/serializers/#customizing-list-serializer-behavior
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.fields import Field, empty

if TYPE_CHECKING:
    _Base = serializers.Serializer[Any]
else:
    _Base = object

type Read = Callable[[Any], Any]


class Telling(_Base):
    """For serializers of what is read only: tells objects by their attributes. Mappings go DRF's own way."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        if isinstance(instance, Mapping):
            return dict(super().to_representation(instance))
        return {name: read(instance) for name, read in self._reads}

    @cached_property
    def _reads(self) -> list[tuple[str, Read]]:
        return [(str(field.field_name), self._read(field)) for field in self._readable_fields]

    def _read(self, field: "Field[Any, Any, Any, Any]") -> Read:
        if isinstance(field, serializers.SerializerMethodField):
            read: Read = getattr(self, str(field.method_name))
            return read
        source = ".".join(field.source_attrs)
        # What may be missing on the way is asked for by DRF, which knows what is told then.
        is_plain = field.required and field.default is empty
        if not is_plain or not source or isinstance(field, serializers.ListSerializer):
            return _by_drf(field)
        if field.allow_null and "." in source:
            return _by_drf(field)
        return _by_attributes(attrgetter(source), field.to_representation)


def _by_drf(field: "Field[Any, Any, Any, Any]") -> Read:
    def read(instance: Any) -> Any:
        value = field.get_attribute(instance)
        return None if value is None else field.to_representation(value)

    return read


def _by_attributes(get: Read, tell: Read) -> Read:
    def read(instance: Any) -> Any:
        value = get(instance)
        if callable(value):
            value = value()
        return None if value is None else tell(value)

    return read
