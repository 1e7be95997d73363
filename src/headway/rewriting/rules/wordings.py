"""Reads what a language model answered: at most a few sentences, whatever it wraps them in."""

from __future__ import annotations

import json
import re

from headway.core.errors import Refusal
from headway.core.text import clean_line

LONGEST = 300
_MOST_READ = 20_000
_MOST_LINES = 12
_LISTS = ("suggestions", "rewrites", "wordings", "options", "results", "items")
_TEXTS = ("text", "suggestion", "wording", "title", "rewrite", "content")

_FENCE = re.compile(r"^\s*```[\w-]*\s*$", re.M)
_MARKER = re.compile(r"^\s*(?:[-*•·–—]\s+|[(（]?\d{1,2}[.)）、:：](?!\d)\s*|[①-⑨]\s*|#+\s+|>\s+)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.){1,1200})"(\s*:)?')
_STRUCTURE = re.compile(r'[{\[]\s*["{]')
_PAIRS = {'"': '"', "“": "”", "'": "'", "‘": "’", "「": "」", "『": "』", "`": "`", "*": "*", "_": "_"}


def content(body: bytes) -> str | None:
    """What the model said, out of the server's answer; None if that cannot be found."""
    found = _json(body.decode("utf-8", "replace"))
    choices = found.get("choices") if isinstance(found, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, dict):
        return None
    message = first.get("message")
    said = message.get("content") if isinstance(message, dict) else first.get("text")
    if isinstance(said, list):
        parts = [part.get("text") for part in said if isinstance(part, dict)]
        said = "".join(part for part in parts if isinstance(part, str))
    return said if isinstance(said, str) and said.strip() else None


def wordings(said: str) -> list[str]:
    """The sentences in it, cleaned, each once. Empty if there is none."""
    text = _FENCE.sub("", _after_thinking(said[-_MOST_READ:] if "</think>" in said else said[:_MOST_READ]))
    found: list[str] = []
    for each in _parsed(text):
        line = _cleaned(each)
        if line and line not in found:
            found.append(line)
    return found[:_MOST_LINES]


def _after_thinking(said: str) -> str:
    return said.rpartition("</think>")[2] if "</think>" in said else said


def _parsed(text: str) -> list[str]:
    for opening, closing in (("{", "}"), ("[", "]")):
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end:
            listed = _texts(_json(text[start : end + 1]))
            if listed:
                return listed
    broken = _STRUCTURE.search(text)
    if broken is not None:
        return _quoted(text[broken.start() :])
    return [line for line in text.splitlines() if not line.rstrip(" *_").endswith((":", "："))]


def _texts(found: object) -> list[str]:
    if isinstance(found, dict):
        listed = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), None)
        if listed is None:
            own = next((found[name] for name in _TEXTS if isinstance(found.get(name), str)), None)
            return [str(own)] if own is not None else []
        found = listed
    if not isinstance(found, list):
        return []
    texts: list[str] = []
    for each in found:
        if isinstance(each, str):
            texts.append(each)
        elif isinstance(each, dict):
            texts += _texts({name: each[name] for name in _TEXTS if name in each})
    return texts


def _quoted(text: str) -> list[str]:
    """Out of JSON that broke off before its end: what is quoted, unless another name stands before it."""
    found: list[str] = []
    name: str | None = None
    for quoted in _QUOTED.finditer(text):
        if quoted[2]:
            name = quoted[1]
        elif name is None or name in (*_LISTS, *_TEXTS):
            text_of = _json(f'"{quoted[1]}"')
            found.append(text_of if isinstance(text_of, str) else quoted[1])
    return found


def _json(text: str) -> object:
    try:
        found: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return found


def _cleaned(line: str) -> str:
    """Without list marks, quotation marks around it and emphasis; empty if it is no sentence to offer."""
    try:
        line = clean_line(line, limit=LONGEST, field="text", required=False)
    except Refusal:
        return ""
    line = _MARKER.sub("", line, count=1).strip()
    while len(line) > 2 and _PAIRS.get(line[0]) == line[-1]:
        line = line[1:-1].strip()
    return line if sum(letter.isalpha() for letter in line) >= 2 else ""
