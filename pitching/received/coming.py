"""What is known of a recipient's browser: its kind of device, and the country where a CDN tells it. No more."""

import re

from django.http import HttpRequest

from common.visitors import visitor_country
from pitching.activity.recording import From
from pitching.models import PitchActivity
from pitching.received.opening import Opened
from pitching.received.services import Told

_device = re.compile(r"[0-9a-f]{16}")
_client = re.compile(r"[0-9a-f]{32}")
_tablet = re.compile(r"iPad|Tablet|Android(?!.*Mobile)|Kindle|Silk", re.IGNORECASE)
_phone = re.compile(r"iPhone|iPod|Mobile|Windows Phone", re.IGNORECASE)
_desktop = re.compile(r"Windows NT|Macintosh|X11|CrOS|Linux", re.IGNORECASE)

Device = PitchActivity.DeviceKind


def device_kind(agent: str) -> str:
    """What a browser says that it runs on. An iPad that asks for pages of a desktop is one."""
    for found, kind in (
        (_tablet, Device.TABLET),
        (_phone, Device.PHONE),
        (_desktop, Device.DESKTOP),
    ):
        if found.search(agent[:500]):
            return kind
    return Device.OTHER


def coming(request: HttpRequest, device: str = "") -> From:
    kept = device if _device.fullmatch(device) else ""
    return From(kept, device_kind(request.headers.get("User-Agent", "")), visitor_country(request))


def told(request: HttpRequest, opened: Opened, *, client_id: str = "", device: str = "") -> Told:
    """How this came; an id that is none is left out."""
    kept = client_id if _client.fullmatch(client_id) else ""
    return Told(opened.link, opened.at, coming(request, device), kept)


def is_client_id(value: object) -> bool:
    return isinstance(value, str) and bool(_client.fullmatch(value))
