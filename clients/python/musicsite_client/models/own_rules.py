from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.smart_rules import SmartRules


T = TypeVar("T", bound="OwnRules")


@_attrs_define
class OwnRules:
    """The rules of a smart playlist of yours.

    Attributes:
        rules (None | SmartRules): null: they are of another version of this site.
        words (list[str]): The same for people, a line each.
        is_due (bool): A job will bring its tracks up to date.
        made_at (datetime.datetime | None): When that was done last; null: not yet.
    """

    rules: None | SmartRules
    words: list[str]
    is_due: bool
    made_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.smart_rules import SmartRules  # noqa: PLC0415

        rules: dict[str, Any] | None
        if isinstance(self.rules, SmartRules):
            rules = self.rules.to_dict()
        else:
            rules = self.rules

        words = self.words

        is_due = self.is_due

        made_at: None | str
        if isinstance(self.made_at, datetime.datetime):
            made_at = self.made_at.isoformat()
        else:
            made_at = self.made_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rules": rules,
                "words": words,
                "is_due": is_due,
                "made_at": made_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.smart_rules import SmartRules  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_rules(data: object) -> None | SmartRules:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rules_type_0 = SmartRules.from_dict(data)

                return rules_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SmartRules, data)

        rules = _parse_rules(d.pop("rules"))

        words = cast(list[str], d.pop("words"))

        is_due = d.pop("is_due")

        def _parse_made_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                made_at_type_0 = datetime.datetime.fromisoformat(data)

                return made_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        made_at = _parse_made_at(d.pop("made_at"))

        own_rules = cls(
            rules=rules,
            words=words,
            is_due=is_due,
            made_at=made_at,
        )

        own_rules.additional_properties = d
        return own_rules

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
