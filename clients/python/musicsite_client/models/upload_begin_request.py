from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UploadBeginRequest")


@_attrs_define
class UploadBeginRequest:
    """What is announced of a file.

    Attributes:
        path (str): Where it is from: `Album/01 Song.flac`, or a name alone.
        size (int): Bytes.
        type_ (str | Unset): Media type, as the client says.
        sha256 (str | Unset): Of the whole, where it is known.
        workspace (str | Unset): Whose it will be; one's own unless told.
        batch (str | Unset): The same for all that is chosen together.
        replaces (str | Unset): A track whose file this is to be: it keeps its plays, likes and links.
    """

    path: str
    size: int
    type_: str | Unset = UNSET
    sha256: str | Unset = UNSET
    workspace: str | Unset = UNSET
    batch: str | Unset = UNSET
    replaces: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        size = self.size

        type_ = self.type_

        sha256 = self.sha256

        workspace = self.workspace

        batch = self.batch

        replaces = self.replaces

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "path": path,
                "size": size,
            }
        )
        if type_ is not UNSET:
            field_dict["type"] = type_
        if sha256 is not UNSET:
            field_dict["sha256"] = sha256
        if workspace is not UNSET:
            field_dict["workspace"] = workspace
        if batch is not UNSET:
            field_dict["batch"] = batch
        if replaces is not UNSET:
            field_dict["replaces"] = replaces

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        size = d.pop("size")

        type_ = d.pop("type", UNSET)

        sha256 = d.pop("sha256", UNSET)

        workspace = d.pop("workspace", UNSET)

        batch = d.pop("batch", UNSET)

        replaces = d.pop("replaces", UNSET)

        upload_begin_request = cls(
            path=path,
            size=size,
            type_=type_,
            sha256=sha256,
            workspace=workspace,
            batch=batch,
            replaces=replaces,
        )

        upload_begin_request.additional_properties = d
        return upload_begin_request

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
