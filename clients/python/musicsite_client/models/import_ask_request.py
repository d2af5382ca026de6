from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.source_enum import SourceEnum, check_source_enum
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="ImportAskRequest")


@_attrs_define
class ImportAskRequest:
    """A file with what it says of itself.

    Attributes:
        file (File): A Navidrome database, or a ZIP or JSON of Spotify or ListenBrainz; at most 512 MB.
        source (BlankEnum | SourceEnum | Unset): Empty: told by the content.

            * `navidrome` - navidrome
            * `spotify` - spotify
            * `listenbrainz` - listenbrainz Default: ''.
        navidrome_user (str | Unset): Whose past, where several people use that Navidrome. Default: ''.
        dry_run (bool | Unset): Only tell what would be done. Default: False.
    """

    file: File
    source: BlankEnum | SourceEnum | Unset = ""
    navidrome_user: str | Unset = ""
    dry_run: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        source: str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        elif isinstance(self.source, str):
            source = self.source
        else:
            source = self.source

        navidrome_user = self.navidrome_user

        dry_run = self.dry_run

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if navidrome_user is not UNSET:
            field_dict["navidrome_user"] = navidrome_user
        if dry_run is not UNSET:
            field_dict["dry_run"] = dry_run

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.source, Unset):
            if isinstance(self.source, str):
                files.append(("source", (None, str(self.source).encode(), "text/plain")))
            else:
                files.append(("source", (None, str(self.source).encode(), "text/plain")))

        if not isinstance(self.navidrome_user, Unset):
            files.append(
                ("navidrome_user", (None, str(self.navidrome_user).encode(), "text/plain"))
            )

        if not isinstance(self.dry_run, Unset):
            files.append(("dry_run", (None, str(self.dry_run).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        def _parse_source(data: object) -> BlankEnum | SourceEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                source_type_0 = check_source_enum(data)

                return source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            source_type_1 = check_blank_enum(data)

            return source_type_1

        source = _parse_source(d.pop("source", UNSET))

        navidrome_user = d.pop("navidrome_user", UNSET)

        dry_run = d.pop("dry_run", UNSET)

        import_ask_request = cls(
            file=file,
            source=source,
            navidrome_user=navidrome_user,
            dry_run=dry_run,
        )

        import_ask_request.additional_properties = d
        return import_ask_request

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
