"""On whatever day it is loaded, and in both languages, the demo company is alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from headway.demo.load import DemoSummary, load_demo
from headway.demo.story import story
from headway.demo.story.model import Language, Story
from headway.goals.actions.daily import differences
from headway.goals.models import CheckIn, KeyResult, Objective
from headway.people.models import Organisation
from tests.demo.conftest import MAYA, PASSWORD, faces_of_the_week, week_of


def around_maya() -> Story:
    """What the company, Maya's department and its people hold of late: enough to try many days."""
    whole = story()
    crew = {f"@{person.key}" for person in whole.people if person.team == "service"} | {"company", "service"}
    kept = [
        objective
        for objective in whole.objectives
        if objective.holder in crew and objective.cycle in ("y0", "q-1", "q0", "m-1", "m0")
    ]
    known = {objective.key for objective in kept}
    known |= {row.key for objective in kept for row in objective.key_results}
    return replace(
        whole,
        objectives=tuple(
            replace(objective, links=tuple(link for link in objective.links if link.to in known))
            for objective in kept
        ),
    )


DAYS: dict[str, tuple[datetime, Language]] = {
    "the second of January": (datetime(2026, 1, 2, 9, 30, tzinfo=UTC), "en"),
    "a leap day": (datetime(2028, 2, 29, 6, 0, tzinfo=UTC), "zh"),
    "a Sunday that ends the year": (datetime(2028, 12, 31, 15, 0, tzinfo=UTC), "en"),
}


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.django_db
def test_on_any_day_something_is_due_and_the_team_is_alive(name: str) -> None:
    day, language = DAYS[name]
    told: list[tuple[int, int]] = []
    summary = load_demo(
        language=language,
        password=PASSWORD,
        at=day,
        of=around_maya(),
        progress=lambda stage, done, total: told.append((done, total)),
    )
    assert 3 <= len(week_of(MAYA, day).due) <= 4
    assert len(faces_of_the_week(day)) >= 5
    assert list(differences(at=day)) == []
    assert (told[0][0], told[-1][0] == told[-1][1] > 300) == (0, True)
    if language == "zh":
        everything_is_chinese(summary)


def everything_is_chinese(summary: DemoSummary) -> None:
    org = Organisation.objects.get()
    assert (org.name, org.language, org.time_zone) == ("云雀", "zh-hans", "Asia/Shanghai")
    assert summary.sign_ins[0] == (MAYA, "方敏", "部门负责人，本周有进展待更新")
    titles = [
        *Objective.objects.values_list("title", flat=True),
        *KeyResult.objects.values_list("title", flat=True),
        *CheckIn.objects.exclude(changed="").values_list("changed", flat=True),
    ]
    assert [title for title in titles if not any("\u4e00" <= letter <= "\u9fff" for letter in title)] == []
    money = set(KeyResult.objects.filter(unit_kind="currency").values_list("unit", flat=True))
    assert money == {"CNY"}
