"""A happening as a sentence in the reader's language."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from headway.goals.queries.feed import Happening

ICONS = {
    "created": "plus",
    "proposed": "send",
    "agreed": "check",
    "published": "check",
    "returned": "corner-down-right",
    "closed": "flag",
    "reopened": "rotate-ccw",
    "lifted": "arrow-up-right",
    "edited": "pencil",
    "amended": "git-compare",
    "amendment_asked": "git-compare",
    "amendment_agreed": "check",
    "amendment_declined": "x",
    "claimed": "hand",
    "claim_confirmed": "hand",
    "claim_declined": "x",
    "released": "hand",
    "aligned": "link",
    "alignment_asked": "link",
    "alignment_accepted": "check",
    "alignment_declined": "x",
    "alignment_ended": "unlink",
    "alignment_weighed": "scale",
    "scored": "star",
    "overridden": "sliders-horizontal",
    "override_lifted": "sliders-horizontal",
    "status_set": "flag",
    "carried_over": "rotate-ccw",
    "discarded": "x",
    "added": "plus",
    "dropped": "minus",
}


def said(row: Happening) -> str:
    """What somebody did, without their name: “checked in on Shops signed”."""
    kr, objective = row.key_result, row.objective
    sentences = {
        "created": _("set “%(o)s”"),
        "proposed": _("proposed “%(o)s”"),
        "agreed": _("agreed to “%(o)s”"),
        "published": _("published “%(o)s”"),
        "returned": _("handed “%(o)s” back"),
        "closed": _("closed “%(o)s”"),
        "reopened": _("reopened “%(o)s”"),
        "lifted": _("lifted “%(o)s”"),
        "edited": _("edited “%(o)s”"),
        "discarded": _("discarded “%(o)s”"),
        "carried_over": _("carried “%(o)s” over"),
        "checked_in": _("checked in on “%(k)s”"),
        "corrected": _("corrected a check-in on “%(k)s”"),
        "added": _("added “%(k)s”"),
        "dropped": _("dropped “%(k)s”"),
        "amended": _("changed what was agreed of “%(k)s”"),
        "amendment_asked": _("asks to change what was agreed of “%(k)s”"),
        "amendment_agreed": _("agreed to the change of “%(k)s”"),
        "amendment_declined": _("declined the change of “%(k)s”"),
        "claimed": _("wants to take on “%(k)s”"),
        "claim_confirmed": _("confirmed who takes on “%(k)s”"),
        "claim_declined": _("declined a claim on “%(k)s”"),
        "released": _("gave “%(k)s” back"),
        "aligned": _("linked “%(o)s” to another goal"),
        "alignment_asked": _("asked to link “%(o)s”"),
        "alignment_accepted": _("accepted the link of “%(o)s”"),
        "alignment_declined": _("declined the link of “%(o)s”"),
        "alignment_ended": _("took a link of “%(o)s” away"),
        "alignment_weighed": _("changed how much a goal counts in “%(o)s”"),
        "overridden": _("set the progress of “%(o)s” by hand"),
        "override_lifted": _("let the progress of “%(o)s” be computed again"),
        "status_set": _("set the status of “%(k)s” by hand"),
        "scored": _("scored “%(s)s”"),
    }
    return sentences.get(row.verb, row.verb) % {"o": objective, "k": kr or objective, "s": kr or objective}


def amount(raw: object) -> Decimal | None:
    """A number as an Event keeps it."""
    if raw is None or isinstance(raw, bool):
        return None
    try:
        return Decimal(str(raw))
    except InvalidOperation:
        return None


def icon_of(verb: str) -> str:
    return ICONS.get(verb, "history")


def words_of(old: object, new: object) -> list[tuple[str, str]]:
    """A readable difference, word by word: ("same" | "del" | "ins", text)."""
    before, after = _words(str(old or "")), _words(str(new or ""))
    parts: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(before[i:j])))
            continue
        if j > i:
            parts.append(("del", "".join(before[i:j])))
        if m > k:
            parts.append(("ins", "".join(after[k:m])))
    return parts


def _words(text: str) -> list[str]:
    """Words of Latin script, single characters of Chinese."""
    return re.findall(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|\s+", text[:5_000])
