"""Notes of the coach that people of the story have set aside, each with what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from headway.coach.actions.dismissals import dismiss
from headway.coach.actions.upkeep import settle_reviews
from headway.coach.models import Review
from headway.demo.deeds import Deeds
from headway.demo.founding import DOOR
from headway.demo.story.model import Text
from headway.goals.models import Objective


@dataclass(frozen=True, slots=True)
class Aside:
    """``objective`` is its key in the story; whoever owns it says so."""

    objective: str
    code: str
    reason: Text


ASIDES = (
    Aside(
        "q0-yusuf",
        "K201",
        Text(
            "The list is printed once a year. We are on it or we are not.",
            "名单一年公布一次，上了就是上了，没上就是没上。",
        ),
    ),
    Aside(
        "q0-yusuf",
        "K213",
        Text(
            "Twelve shops have asked for one. I only have to build them.",
            "十二家店都开口要了，我造出来就行。",
        ),
    ),
    Aside(
        "q0-service-phone",
        "K213",
        Text("It was 6.2 in spring, before the H2.", "春天还没上 H2 时，就是 6.2。"),
    ),
    Aside(
        "q0-bike-quiet",
        "K213",
        Text("On the bench it is down to a third already.", "台架上已经降到三分之一了。"),
    ),
    Aside(
        "q0-product-voice",
        "K206",
        Text(
            "More is better here: an idea dropped early costs us nothing.",
            "这里越多越好：早早放弃的点子不花钱。",
        ),
    ),
)


def set_asides(deeds: Deeds, at: datetime) -> int:
    """Those whose note is there in the language of the story; how many."""
    count = 0
    for aside in ASIDES:
        pk = deeds.objectives.get(aside.objective)
        review = Review.objects.filter(pk=pk or 0).first()
        rows = [row for code, _, row in review.findings if code == aside.code] if review else []
        if not rows or pk is None:
            continue
        owner = Objective.objects.values_list("owner", flat=True).get(pk=pk)
        dismiss(
            pk,
            code=aside.code,
            key_result_id=rows[0],
            reason=deeds.tale.text(aside.reason),
            by=deeds.by(owner, at),
            door=DOOR,
        )
        count += 1
    settle_reviews()
    return count
