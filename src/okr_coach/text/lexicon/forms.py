"""How words get into the lexicons: verbs in all their forms, phrases by their first word."""

_KEPT_DOUBLE_WORDS = (
    "cut run set get put win hit drop plan ship stop map step let chat trim swap submit enrol embed "
    "equip refit catalog rerun reset tag log vet scan split begin"
)
_KEPT_DOUBLE = frozenset(_KEPT_DOUBLE_WORDS.split())
_IRREGULAR = {
    "build": "built",
    "hold": "held",
    "write": "written wrote",
    "run": "run ran",
    "give": "given gave",
    "send": "sent",
    "make": "made",
    "set": "set",
    "cut": "cut",
    "win": "won",
    "sell": "sold",
    "get": "got",
    "keep": "kept",
    "grow": "grown grew",
    "draw": "drawn drew",
    "teach": "taught",
    "find": "found",
    "bring": "brought",
    "raise": "raised",
    "rise": "risen rose",
    "fall": "fallen fell",
    "shrink": "shrunk",
    "drive": "driven drove",
    "meet": "met",
    "hit": "hit",
    "go": "gone went",
    "film": "filmed",
    "rebuild": "rebuilt",
    "rewrite": "rewritten rewrote",
    "undertake": "undertaken undertook",
    "oversee": "overseen oversaw",
    "take": "taken took",
    "begin": "begun began",
    "choose": "chosen chose",
    "speak": "spoken spoke",
    "shoot": "shot",
    "buy": "bought",
    "read": "read",
}


def _forms(verb: str) -> tuple[str, str, list[str]]:
    """Third person, -ing and past forms."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb + "ing", [verb[:-1] + "ied"]
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    stem = verb + verb[-1] if verb in _KEPT_DOUBLE else stem
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    past = _IRREGULAR[verb].split() if verb in _IRREGULAR else [stem + "ed"]
    return third, stem + "ing", past


WORDS: dict[str, int] = {}
PHRASES: dict[str, list[tuple[tuple[str, ...], int]]] = {}
HAN: dict[str, list[tuple[str, int]]] = {}


def words(flags: int, text: str) -> None:
    for word in text.split():
        WORDS[word] = WORDS.get(word, 0) | flags


def verbs(flags: int, done: int, text: str) -> None:
    for verb in text.split():
        third, ing, past = _forms(verb)
        for word in (verb, third, ing):
            WORDS[word] = WORDS.get(word, 0) | flags
        for word in past:
            WORDS[word] = WORDS.get(word, 0) | (done or flags)


def phrases(flags: int, text: str) -> None:
    for phrase in text.split("|"):
        first, *rest = phrase.split()
        PHRASES.setdefault(first, []).append((tuple(rest), flags))


def verb_phrases(flags: int, done: int, text: str) -> None:
    for phrase in text.split("|"):
        verb, *rest = phrase.split()
        third, ing, past = _forms(verb)
        for word in (verb, third, ing):
            PHRASES.setdefault(word, []).append((tuple(rest), flags))
        for word in past:
            PHRASES.setdefault(word, []).append((tuple(rest), flags if word == verb else done))


def han(flags: int, text: str) -> None:
    for word in text.split():
        entries = HAN.setdefault(word[0], [])
        for place, (known, old) in enumerate(entries):
            if known == word:
                entries[place] = (word, old | flags)
                break
        else:
            entries.append((word, flags))
