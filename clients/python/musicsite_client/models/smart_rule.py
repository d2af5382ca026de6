from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.field_enum import FieldEnum, check_field_enum
from ..models.match_enum import MatchEnum, check_match_enum
from ..models.operator_enum import OperatorEnum, check_operator_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SmartRule")


@_attrs_define
class SmartRule:
    """A rule (`field`, `operator`, `value`), or a group of rules (`match`, `rules`). See docs/smart-playlists.md.

    Attributes:
        field (FieldEnum | Unset): * `title` - title
            * `artist` - artist
            * `album` - album
            * `album_artist` - album_artist
            * `genre` - genre
            * `mood` - mood
            * `year` - year
            * `release_date` - release_date
            * `date_added` - date_added
            * `duration` - duration
            * `bpm` - bpm
            * `key` - key
            * `explicit` - explicit
            * `language` - language
            * `album_type` - album_type
            * `label` - label
            * `format` - format
            * `codec` - codec
            * `bitrate` - bitrate
            * `lossless` - lossless
            * `liked` - liked
            * `album_liked` - album_liked
            * `artist_liked` - artist_liked
            * `artist_followed` - artist_followed
            * `rating` - rating
            * `play_count` - play_count
            * `last_played` - last_played
            * `site_plays` - site_plays
            * `playlist` - playlist
            * `library` - library
        operator (OperatorEnum | Unset): * `after` - after
            * `before` - before
            * `begins` - begins
            * `between` - between
            * `contains` - contains
            * `contains_not` - contains_not
            * `greater` - greater
            * `in_last` - in_last
            * `is` - is
            * `is_not` - is_not
            * `is_not_set` - is_not_set
            * `is_set` - is_set
            * `less` - less
            * `not_in_last` - not_in_last
        value (bool | float | list[float | str] | str | Unset):
        match (MatchEnum | Unset): * `all` - all
            * `any` - any
        rules (list[SmartRule] | Unset):
    """

    field: FieldEnum | Unset = UNSET
    operator: OperatorEnum | Unset = UNSET
    value: bool | float | list[float | str] | str | Unset = UNSET
    match: MatchEnum | Unset = UNSET
    rules: list[SmartRule] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field: str | Unset = UNSET
        if not isinstance(self.field, Unset):
            field = self.field

        operator: str | Unset = UNSET
        if not isinstance(self.operator, Unset):
            operator = self.operator

        value: bool | float | list[float | str] | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        elif isinstance(self.value, list):
            value = []
            for value_type_3_item_data in self.value:
                value_type_3_item: float | str
                value_type_3_item = value_type_3_item_data
                value.append(value_type_3_item)

        else:
            value = self.value

        match: str | Unset = UNSET
        if not isinstance(self.match, Unset):
            match = self.match

        rules: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.rules, Unset):
            rules = []
            for rules_item_data in self.rules:
                rules_item = rules_item_data.to_dict()
                rules.append(rules_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if field is not UNSET:
            field_dict["field"] = field
        if operator is not UNSET:
            field_dict["operator"] = operator
        if value is not UNSET:
            field_dict["value"] = value
        if match is not UNSET:
            field_dict["match"] = match
        if rules is not UNSET:
            field_dict["rules"] = rules

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _field = d.pop("field", UNSET)
        field: FieldEnum | Unset
        if isinstance(_field, Unset):
            field = UNSET
        else:
            field = check_field_enum(_field)

        _operator = d.pop("operator", UNSET)
        operator: OperatorEnum | Unset
        if isinstance(_operator, Unset):
            operator = UNSET
        else:
            operator = check_operator_enum(_operator)

        def _parse_value(data: object) -> bool | float | list[float | str] | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                value_type_3 = []
                _value_type_3 = data
                for value_type_3_item_data in _value_type_3:

                    def _parse_value_type_3_item(data: object) -> float | str:
                        return cast(float | str, data)

                    value_type_3_item = _parse_value_type_3_item(value_type_3_item_data)

                    value_type_3.append(value_type_3_item)

                return value_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(bool | float | list[float | str] | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        _match = d.pop("match", UNSET)
        match: MatchEnum | Unset
        if isinstance(_match, Unset):
            match = UNSET
        else:
            match = check_match_enum(_match)

        _rules = d.pop("rules", UNSET)
        rules: list[SmartRule] | Unset = UNSET
        if _rules is not UNSET:
            rules = []
            for rules_item_data in _rules:
                rules_item = SmartRule.from_dict(rules_item_data)

                rules.append(rules_item)

        smart_rule = cls(
            field=field,
            operator=operator,
            value=value,
            match=match,
            rules=rules,
        )

        smart_rule.additional_properties = d
        return smart_rule

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
