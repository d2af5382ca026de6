"""What an Opus packet and its header say of themselves."""

from __future__ import annotations


def packet_samples(packet: bytes) -> int:
    """Samples at 48 kHz in an Opus packet, from its first two bytes (RFC 6716 3.1, 3.2)."""
    if not packet:
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    if config < 12:
        frame = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        frame = (480, 960)[config & 1]
    else:
        frame = (120, 240, 480, 960)[config & 3]
    if code < 3:
        return frame * (1, 2, 2)[code]
    return frame * (packet[1] & 63) if len(packet) > 1 else 0


def read_preskip(head: bytes) -> int:
    """The pre-skip of an OpusHead (RFC 7845 5.1), in samples at 48 kHz."""
    return int.from_bytes(head[10:12], "little")


def without_preskip(head: bytes) -> bytes:
    """An OpusHead that tells a decoder to cut nothing: the client cuts."""
    return head[:10] + b"\0\0" + head[12:]
