from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.language_enum import LanguageEnum, check_language_enum
from ..models.theme_enum import ThemeEnum, check_theme_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preferences_player import PreferencesPlayer


T = TypeVar("T", bound="Preferences")


@_attrs_define
class Preferences:
    """Language, colours, and the player's own settings.

    Attributes:
        theme (ThemeEnum | Unset): * `system` - System
            * `light` - Light
            * `dark` - Dark Default: 'system'.
        language (BlankEnum | LanguageEnum | Unset): Empty: as the client asks.

            * `en` - English Default: ''.
        letters_of_shares (bool | Unset): A letter when somebody shares something with you.
        player (PreferencesPlayer | Unset): The player's own affair, at most 4 kB; the server reads nothing of it.
    """

    theme: ThemeEnum | Unset = "system"
    language: BlankEnum | LanguageEnum | Unset = ""
    letters_of_shares: bool | Unset = UNSET
    player: PreferencesPlayer | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        theme: str | Unset = UNSET
        if not isinstance(self.theme, Unset):
            theme = self.theme

        language: str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        elif isinstance(self.language, str):
            language = self.language
        else:
            language = self.language

        letters_of_shares = self.letters_of_shares

        player: dict[str, Any] | Unset = UNSET
        if not isinstance(self.player, Unset):
            player = self.player.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if theme is not UNSET:
            field_dict["theme"] = theme
        if language is not UNSET:
            field_dict["language"] = language
        if letters_of_shares is not UNSET:
            field_dict["letters_of_shares"] = letters_of_shares
        if player is not UNSET:
            field_dict["player"] = player

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preferences_player import PreferencesPlayer  # noqa: PLC0415

        d = dict(src_dict)
        _theme = d.pop("theme", UNSET)
        theme: ThemeEnum | Unset
        if isinstance(_theme, Unset):
            theme = UNSET
        else:
            theme = check_theme_enum(_theme)

        def _parse_language(data: object) -> BlankEnum | LanguageEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = check_language_enum(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            language_type_1 = check_blank_enum(data)

            return language_type_1

        language = _parse_language(d.pop("language", UNSET))

        letters_of_shares = d.pop("letters_of_shares", UNSET)

        _player = d.pop("player", UNSET)
        player: PreferencesPlayer | Unset
        if isinstance(_player, Unset):
            player = UNSET
        else:
            player = PreferencesPlayer.from_dict(_player)

        preferences = cls(
            theme=theme,
            language=language,
            letters_of_shares=letters_of_shares,
            player=player,
        )

        preferences.additional_properties = d
        return preferences

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
