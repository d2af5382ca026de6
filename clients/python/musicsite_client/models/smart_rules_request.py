from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.match_enum import MatchEnum, check_match_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.smart_order_request import SmartOrderRequest
    from ..models.smart_rule_request import SmartRuleRequest


T = TypeVar("T", bound="SmartRulesRequest")


@_attrs_define
class SmartRulesRequest:
    """Which tracks stand in a smart playlist, in which order, and how many at most.

    Attributes:
        match (MatchEnum | Unset): * `all` - all
            * `any` - any
        rules (list[SmartRuleRequest] | Unset): None: every track that you see in lists.
        order (SmartOrderRequest | Unset):
        limit (int | None | Unset):
    """

    match: MatchEnum | Unset = UNSET
    rules: list[SmartRuleRequest] | Unset = UNSET
    order: SmartOrderRequest | Unset = UNSET
    limit: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        match: str | Unset = UNSET
        if not isinstance(self.match, Unset):
            match = self.match

        rules: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.rules, Unset):
            rules = []
            for rules_item_data in self.rules:
                rules_item = rules_item_data.to_dict()
                rules.append(rules_item)

        order: dict[str, Any] | Unset = UNSET
        if not isinstance(self.order, Unset):
            order = self.order.to_dict()

        limit: int | None | Unset
        if isinstance(self.limit, Unset):
            limit = UNSET
        else:
            limit = self.limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if match is not UNSET:
            field_dict["match"] = match
        if rules is not UNSET:
            field_dict["rules"] = rules
        if order is not UNSET:
            field_dict["order"] = order
        if limit is not UNSET:
            field_dict["limit"] = limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.smart_order_request import SmartOrderRequest  # noqa: PLC0415
        from ..models.smart_rule_request import SmartRuleRequest  # noqa: PLC0415

        d = dict(src_dict)
        _match = d.pop("match", UNSET)
        match: MatchEnum | Unset
        if isinstance(_match, Unset):
            match = UNSET
        else:
            match = check_match_enum(_match)

        _rules = d.pop("rules", UNSET)
        rules: list[SmartRuleRequest] | Unset = UNSET
        if _rules is not UNSET:
            rules = []
            for rules_item_data in _rules:
                rules_item = SmartRuleRequest.from_dict(rules_item_data)

                rules.append(rules_item)

        _order = d.pop("order", UNSET)
        order: SmartOrderRequest | Unset
        if isinstance(_order, Unset):
            order = UNSET
        else:
            order = SmartOrderRequest.from_dict(_order)

        def _parse_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        limit = _parse_limit(d.pop("limit", UNSET))

        smart_rules_request = cls(
            match=match,
            rules=rules,
            order=order,
            limit=limit,
        )

        smart_rules_request.additional_properties = d
        return smart_rules_request

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
