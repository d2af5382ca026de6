"""Writes of this room, for the rooms above."""

from streaming.analysis.service import file_analyse
from streaming.delivery.sweep import renditions_sweep
from streaming.plays import play_record, plays_recount

__all__ = ["file_analyse", "play_record", "plays_recount", "renditions_sweep"]
