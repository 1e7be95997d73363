"""The lexicons of both languages, ready to be searched."""

import re

from okr_coach.text.later import later
from okr_coach.text.lexicon import chinese, english  # noqa: F401  (they fill the lexicons)
from okr_coach.text.lexicon.forms import HAN, PHRASES, WORDS

for _entries in HAN.values():
    _entries.sort(key=lambda entry: -len(entry[0]))
for _lists in PHRASES.values():
    _lists.sort(key=lambda entry: -len(entry[0]))
LATIN: dict[str, tuple[int, list[tuple[tuple[str, ...], int]]]] = {
    word: (WORDS.get(word, 0), PHRASES.get(word, [])) for word in WORDS.keys() | PHRASES.keys()
}


def _alternatives(first: str, entries: list[tuple[str, int]]) -> str:
    """Words with one first character; the character alone may be one of them. The longest are tried first."""
    rests = "|".join(re.escape(word[1:]) for word, _ in entries if len(word) > 1)
    if not rests:
        return re.escape(first)
    alone = "?" if any(word == first for word, _ in entries) else ""
    return f"{re.escape(first)}(?:{rests}){alone}"


HAN_CUE = later("|".join(_alternatives(first, entries) for first, entries in HAN.items()))
HAN_FLAGS = {word: flags for entries in HAN.values() for word, flags in entries}
