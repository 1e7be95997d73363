"""Reads OKRs from JSON, YAML, Markdown and CSV."""

from okr_coach.readers.read import SUFFIXES, read, sniffed
from okr_coach.readers.source import CannotRead, Format, Source, draft_from

__all__ = ["SUFFIXES", "CannotRead", "Format", "Source", "draft_from", "read", "sniffed"]
