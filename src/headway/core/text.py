"""Cleaning what people type, without changing what they meant."""

import unicodedata

from headway.core.errors import N_, Refusal

__all__ = ["N_", "TextMissing", "TextTooLong", "clean_line", "clean_text"]


class TextMissing(Refusal):
    code = "text_missing"
    sentence = N_("Write something here; it cannot stay empty.")


class TextTooLong(Refusal):
    code = "text_too_long"
    sentence = N_("This is %(length)s characters long; at most %(limit)s fit. Shorten it a little.")


def clean_line(text: str, *, limit: int, field: str, required: bool = True) -> str:
    """One line: composed (NFC), without control characters, inner white space collapsed."""
    line = " ".join(_printable(text).split())
    return _checked(line, limit=limit, field=field, required=required)


def clean_text(text: str, *, limit: int, field: str, required: bool = False) -> str:
    """Several lines: line ends become \\n, three empty lines become one, ends of lines are trimmed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    lines: list[str] = []
    for line in _printable(unified).split("\n"):
        trimmed = line.rstrip()
        if trimmed or (lines and lines[-1]):
            lines.append(trimmed)
    return _checked("\n".join(lines).strip("\n").rstrip(), limit=limit, field=field, required=required)


def _checked(text: str, *, limit: int, field: str, required: bool) -> str:
    if not any(_is_visible(character) for character in text):
        if required:
            raise TextMissing(field=field)
        return ""
    if len(text) > limit:
        raise TextTooLong(field=field, length=len(text), limit=limit)
    return text


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc", "Mn")


def _printable(text: str) -> str:
    kept = "".join(character for character in text if _may_stay(character))
    return _without_loose_direction(unicodedata.normalize("NFC", kept))


def _may_stay(character: str) -> bool:
    """Controls, unpaired surrogates and noncharacters may not; joiners (emoji, Persian) may."""
    if character.isspace():
        return True
    code = ord(character)
    if code == 0xFEFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


_EMBEDDINGS = "\u202a\u202b"
_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_EMBEDDING = "\u202c"
_POP_ISOLATE = "\u2069"
_DIRECTION = frozenset(_EMBEDDINGS + _OVERRIDES + _ISOLATES + _POP_EMBEDDING + _POP_ISOLATE)


def _without_loose_direction(text: str) -> str:
    """Drops overrides, and embeddings and isolates that are not closed: they would turn what follows."""
    if _DIRECTION.isdisjoint(text):
        return text
    kept: set[int] = set()
    opened: list[int] = []
    isolates = 0
    for place, character in enumerate(text):
        if character in _EMBEDDINGS or character in _OVERRIDES:
            opened.append(place)
        elif character in _ISOLATES:
            opened.append(place)
            isolates += 1
        elif character == _POP_EMBEDDING:
            if opened and text[opened[-1]] not in _ISOLATES:
                start = opened.pop()
                if text[start] in _EMBEDDINGS:
                    kept |= {start, place}
        elif character == _POP_ISOLATE and isolates:
            while text[opened[-1]] not in _ISOLATES:
                opened.pop()
            kept |= {opened.pop(), place}
            isolates -= 1
    return "".join(
        character for place, character in enumerate(text) if character not in _DIRECTION or place in kept
    )
