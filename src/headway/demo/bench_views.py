"""The limit a page is held against: the same data by hand-written SQL, the same amount of HTML by f-strings.

Mounted beside the pages when ``HEADWAY_BENCH=1``, so that it runs in the same server behind the same
middleware: session, person, viewer, security headers and compression cost both sides the same. What a page
shows is written out row by row here; its frame is taken as it stands from the page itself, which is drawn
once, so that as many bytes are sent and compressed. What remains between the two is what templates, typed
rows and the ORM cost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, resolve

from headway.goals.actions import check_ins, ripples
from headway.goals.models import Objective, Ripple
from headway.people.viewer import Viewer

type Cell = str | int | date | None
type Values = tuple[Cell, ...]
type Written = Callable[[HttpRequest, int], Iterable[str]]

_frames: dict[str, str] = {}


def _limit(name: str, real: Callable[[int], str], written: Written) -> URLPattern:
    def view(request: HttpRequest, pk: int = 0) -> HttpResponse:
        if name not in _frames:
            _frames[name] = _drawn(request, real(pk))
        frame = _frames[name]
        rows = "".join(written(request, pk))
        return HttpResponse(rows + frame[len(rows) :])

    return path(f"bench/{name}/<int:pk>", view)


def _drawn(request: HttpRequest, address: str) -> str:
    where = resolve(address.partition("?")[0])
    request.GET = type(request.GET)(address.partition("?")[2])
    request.META["HTTP_HX_REQUEST"] = "true" if "children" in address else ""
    request.__dict__.pop("headers", None)
    response = where.func(request, *where.args, **where.kwargs)
    return bytes(response.content).decode()


def _rows(sql: str, *values: Cell) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _viewer(request: HttpRequest) -> Viewer:
    viewer = getattr(request, "viewer", None)
    assert isinstance(viewer, Viewer)
    return viewer


def _cycle(today: date) -> tuple[int, str]:
    """The running quarter and the switcher's choices; one query."""
    rows = _rows(
        "SELECT id, kind, starts, ends, name, state FROM goals_cycle ORDER BY starts DESC, ends, id LIMIT 80"
    )
    running = next(int(str(row[0])) for row in rows if row[1] == "quarter" and row[5] == "running")
    return running, "".join(
        f'<a class="choice" href="?cycle={pk}"><b>{kind}</b>{starts}–{ends}<i>{state}</i></a>'
        for pk, kind, starts, ends, _, state in rows
    )


def _in(values: Sequence[Cell]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _share(progress: Cell) -> str:
    return "—" if progress is None else f"{int(str(progress)) // 10_000} %"


_KEY_RESULT = """
SELECT k.id, k.title, o.id, o.title, k.status, k.owner_id, p.name, k.current, k.start, k.target, k.low, k.high,
       k.progress, k.expected, k.confidence, k.due_from, k.due_by, k.spark, k.last_change, k.kind, k.unit_kind, k.unit,
       k.decimals, k.checked_in_on, k.check_ins_count, k.weight, k.stuck, k.hand_status, k.driver
FROM goals_keyresult k JOIN goals_objective o ON o.id = k.objective_id LEFT JOIN people_person p ON p.id = k.owner_id
"""


def _key_result(row: Values) -> str:
    (
        pk, title, objective, of, status, owner, name, current, start, target, low, high, progress, expected,
        confidence, since, by, spark, change, kind, unit_kind, unit, decimals, on, count, weight, stuck, hand, driver,
    ) = row  # fmt: skip
    points = " ".join(f"{place * 4},{point}" for place, point in enumerate(str(spark).split(",")))
    return (
        f'<article class="kr st-{status}" id="kr-{pk}"><svg class="glyph" aria-hidden="true"><use href="#{status}"/>'
        f'</svg><div><h3><a href="/objectives/{objective}#kr-{pk}">{escape(str(title))}</a></h3><p class="sub">'
        f'<span class="avatar hue-{int(str(owner)) % 8}">{escape(str(name))}</span><span>{escape(str(of))}</span>'
        f'<span class="st-word">{status}</span><span>{since}–{by}</span></p></div><svg class="spark" viewBox="0 0 84 26">'
        f'<polyline points="{points}"/></svg><div class="val"><div class="lab"><b>{current} {unit}</b><span class="num">'
        f'{_share(progress)}</span></div><svg class="track" role="img"><rect width="{_share(progress)}"/><rect x="'
        f'{_share(expected)}"/></svg><div class="lab num"><span>{start}{low or ""}</span><span>{target}{high or ""}</span>'
        f'</div></div><div class="conf"><b>{confidence}<small>/10</small></b><span class="delta">{change}</span></div>'
        f'<form method="post" action="/key-results/{pk}/check-in"><input type="hidden" name="from" value="{kind}">'
        f'<label for="v-{pk}">{unit_kind}</label><input id="v-{pk}" name="value" inputmode="decimal" value="{current}">'
        f'<input name="confidence" type="range" min="1" max="10" value="{confidence}"><button>{on}</button>'
        f"<i>{count}{decimals}{weight}{stuck}{hand}{driver}</i></form></article>"
    )


_OBJECTIVE = """
SELECT o.id, o.title, o.holder, t.name, h.name, o.owner_id, p.name, o.ambition, o.state, o.progress, o.expected,
       o.confidence, o.status, o.key_results_live, o.key_results_red, o.score, o.cycle_id, c.kind, c.starts, c.ends
FROM goals_objective o JOIN goals_cycle c ON c.id = o.cycle_id JOIN people_person p ON p.id = o.owner_id
LEFT JOIN people_team t ON t.id = o.team_id LEFT JOIN people_person h ON h.id = o.person_id
"""


def _objective(row: Values) -> str:
    (
        pk, title, holder, team, person, owner, name, ambition, state, progress, expected, confidence, status, live,
        red, score, cycle, kind, starts, ends,
    ) = row  # fmt: skip
    return (
        f'<a class="obj st-{status}" href="/objectives/{pk}"><svg class="glyph"><use href="#{status}"/></svg><div><h3>'
        f'{escape(str(title))}</h3><p class="sub">{kind} {starts}–{ends} · {escape(str(team or person or holder))}</p>'
        f'<span class="avatar hue-{int(str(owner)) % 8}">{escape(str(name))}</span></div><svg class="track" role="img">'
        f'<rect width="{_share(progress)}"/><rect x="{_share(expected)}"/></svg><span class="pc">{_share(progress)}</span>'
        f"<i>{ambition} {state} {confidence} {live} {red} {score} {cycle}</i></a>"
    )


_FEED = """
SELECT e.id, e.at, e.actor_id, p.name, e.verb, e.noun_id, o.id, o.title, k.title, k.unit_kind, k.unit, k.decimals,
       e.before, e.after, e.reason
FROM activity_event e JOIN goals_objective o ON o.id = e.objective_id
LEFT JOIN people_person p ON p.id = e.actor_id LEFT JOIN goals_keyresult k ON k.id = e.noun_id
WHERE o.visibility = 'everyone' AND o.state IN ('agreed', 'closed')
  AND e.verb NOT IN ('reworded', 'delegated', 'status_lifted')
"""


def _happening(row: Values) -> str:
    (
        pk,
        at,
        actor,
        name,
        verb,
        noun,
        objective,
        title,
        key_result,
        kind,
        unit,
        decimals,
        before,
        after,
        reason,
    ) = row
    return (
        f'<li class="ev" id="e{pk}"><span class="avatar hue-{int(str(actor)) % 8}">{escape(str(name))}</span><div><header>'
        f'<b>{escape(str(name))}</b><span>{verb}</span><time datetime="{at}">{at}</time></header><div class="body">'
        f'<a href="/objectives/{objective}#kr-{noun}">{escape(str(key_result))}</a><span>{escape(str(title))}</span>'
        f"<span class=moved>{escape(str(before))}→{escape(str(after))} {kind} {unit} {decimals}</span>{reason}</div></div></li>"
    )


_FIGURE = """
SUM(f.objectives), SUM(f.valued), SUM(f.progress_sum), SUM(f.aspirational), SUM(f.on_track), SUM(f.at_risk),
SUM(f.off_track), SUM(f.overdue), SUM(f.not_started), SUM(f.done), SUM(f.stuck), SUM(f.unclaimed)
"""
_TEAMS = f"""
SELECT top.id, top.name, top.purpose, {_FIGURE}
FROM people_team top JOIN people_team below ON below.lft BETWEEN top.lft AND top.rgt
JOIN goals_teamfigure f ON f.team_id = below.id AND f.cycle_id = %s
"""


def _team(row: Values) -> str:
    pk, name, purpose, objectives, valued, total, bold, *statuses = row
    mean = int(str(total or 0)) // max(1, int(str(objectives or 0)) * 10_000)
    return (
        f'<a class="team" href="/teams/{pk}"><h3>{escape(str(name))}</h3><p class="sub">{escape(str(purpose))}</p>'
        f'<svg class="bars" role="img">{"".join(f"<rect width={count}/>" for count in statuses)}</svg>'
        f'<span class="pc">{mean} %</span><span class="num">{objectives} {valued} {bold}</span></a>'
    )


_PEOPLE = """
SELECT p.id, p.name, p.title, COUNT(o.id), COUNT(o.progress),
       SUM(CASE WHEN o.progress < 0 THEN 0 WHEN o.progress > 1000000 THEN 1000000 ELSE o.progress END),
       SUM(CASE WHEN o.status = 'on_track' THEN 1 ELSE 0 END), SUM(CASE WHEN o.status = 'at_risk' THEN 1 ELSE 0 END),
       SUM(CASE WHEN o.status = 'off_track' THEN 1 ELSE 0 END), SUM(CASE WHEN o.status = 'overdue' THEN 1 ELSE 0 END)
FROM people_person p LEFT JOIN goals_objective o
  ON o.person_id = p.id AND o.cycle_id = %s AND o.state IN ('agreed', 'closed') AND o.visibility = 'everyone'
WHERE p.home_team_id = %s AND p.is_active GROUP BY p.id, p.name, p.title ORDER BY p.name, p.id LIMIT 30
"""


def _person(row: Values) -> str:
    pk, name, title, count, valued, total, *statuses = row
    mean = int(str(total or 0)) // max(1, int(str(count)) * 10_000)
    return (
        f'<a class="person" href="/people/{pk}"><span class="avatar hue-{int(str(pk)) % 8}">{escape(str(name))}</span>'
        f'<span>{escape(str(title))}</span><svg class="bars">{"".join(f"<rect width={each}/>" for each in statuses)}</svg>'
        f'<span class="pc">{mean} %</span><span class="num">{count} {valued}</span></a>'
    )


def _week(request: HttpRequest, _: int) -> Iterable[str]:
    viewer = _viewer(request)
    me = viewer.id
    teams = viewer.team_ids
    running = "o.state = 'agreed' AND c.state IN ('running', 'reviewing')"
    yield from map(
        _key_result,
        _rows(
            f"{_KEY_RESULT} JOIN goals_cycle c ON c.id = o.cycle_id WHERE k.state = 'live' AND {running} AND "
            "k.id IN (SELECT id FROM goals_keyresult WHERE owner_id = %s UNION "
            "SELECT id FROM goals_keyresult WHERE delegate_id = %s UNION SELECT u.id FROM goals_objective a "
            "JOIN goals_keyresult u ON u.objective_id = a.id WHERE a.owner_id = %s AND u.owner_id IS NULL) "
            "ORDER BY k.due_by, k.id LIMIT 60",
            me, me, me,
        ),
    )  # fmt: skip
    mine = f"{_OBJECTIVE} WHERE (o.owner_id = %s OR o.person_id = %s) AND {running} ORDER BY c.ends, o.id LIMIT 60"
    yield from map(_objective, _rows(mine, me, me))
    yield from map(
        _happening, _rows(f"{_FEED} AND e.team_id IN ({_in(teams)}) ORDER BY e.id DESC LIMIT 12", *teams)
    )
    kept = _rows("SELECT key, body FROM goals_draft WHERE person_id = %s AND key LIKE 'check-in/%%'", me)
    yield f"<template>{len(kept)}</template>"
    yield _cycle(viewer.today)[1]


def _of_objective(request: HttpRequest, pk: int) -> Iterable[str]:
    yield _cycle(_viewer(request).today)[1]
    yield from map(_objective, _rows(f"{_OBJECTIVE} WHERE o.id = %s", pk))
    found = _rows(f"{_KEY_RESULT} WHERE k.objective_id = %s ORDER BY k.position, k.id", pk)
    yield from map(_key_result, found)
    told = _rows(
        "SELECT i.id, i.key_result_id, i.author_id, p.name, i.at, i.on, i.value, i.progress, i.confidence, i.status, "
        "i.changed, i.obstacles, i.next FROM goals_checkin i JOIN goals_keyresult k ON k.id = i.key_result_id "
        "JOIN people_person p ON p.id = i.author_id WHERE k.objective_id = %s ORDER BY i.at DESC, i.id DESC LIMIT 240"
        .replace("i.on", 'i."on"'),
        pk,
    )  # fmt: skip
    for (
        row,
        key_result,
        author,
        name,
        at,
        on,
        value,
        progress,
        confidence,
        status,
        changed,
        obstacles,
        after,
    ) in told:
        yield (
            f'<li class="ev" id="c{row}"><span class="avatar hue-{int(str(author)) % 8}">{escape(str(name))}</span><div>'
            f'<header><b>{escape(str(name))}</b><time datetime="{at}">{on}</time></header><div class="body st-{status}">'
            f'<a href="#kr-{key_result}">{value}</a><span>{_share(progress)}</span><b>{confidence}/10</b><p>'
            f"{escape(str(changed))}</p><p>{escape(str(obstacles))}</p><p>{escape(str(after))}</p></div></div></li>"
        )
    for side, other in (("child", "parent"), ("parent", "child")):
        links = _rows(
            "SELECT a.id, a.kind, a.state, o.id, o.title, t.name, p.name, o.progress, o.status FROM goals_alignment a "
            f"JOIN goals_objective o ON o.id = a.{other}_id LEFT JOIN people_team t ON t.id = o.team_id "
            f"JOIN people_person p ON p.id = o.owner_id WHERE a.{side}_id = %s AND a.state IN ('active', 'asked') "
            "AND o.visibility = 'everyone' AND o.state IN ('agreed', 'closed') ORDER BY a.kind, a.id LIMIT 200",
            pk,
        )
        for link, kind, state, objective, title, team, name, progress, status in links:
            yield (
                f'<a class="onode" id="l{link}" href="/objectives/{objective}"><svg class="ring"><circle r="'
                f'{_share(progress)}"/></svg><span>{escape(str(title))}<span class="who">{escape(str(team or name))}, '
                f'{status}, {kind}, {state}</span></span><span class="pc">{_share(progress)}</span></a>'
            )
    yield from map(
        _happening, _rows(f"{_FEED} AND e.objective_id = %s AND e.verb <> 'checked_in' LIMIT 40", pk)
    )
    for taken, agreed in _rows(
        "SELECT taken_at, key_results FROM goals_baseline WHERE objective_id = %s", pk
    ):
        yield f"<template data-at={taken}>{len(str(agreed))}</template>"


def _of_person(request: HttpRequest, pk: int) -> Iterable[str]:
    viewer = _viewer(request)
    cycle, choices = _cycle(viewer.today)
    yield choices
    line = _rows(
        "WITH RECURSIVE line (id, manager_id, name, title, step) AS ("
        "SELECT id, manager_id, name, title, 0 FROM people_person WHERE id = %s UNION ALL "
        "SELECT a.id, a.manager_id, a.name, a.title, line.step + 1 FROM people_person a JOIN line ON a.id = line.manager_id"
        ") SELECT id, name, title FROM line ORDER BY step",
        pk,
    )
    for above, name, title in line:
        yield f'<a class="person" href="/people/{above}">{escape(str(name))}<span>{escape(str(title))}</span></a>'
    held = _rows(
        f"{_OBJECTIVE} WHERE +o.cycle_id = %s AND (o.person_id = %s OR o.owner_id = %s) ORDER BY o.holder, o.position, o.id "
        "LIMIT 60",
        cycle, pk, pk,
    )  # fmt: skip
    yield from map(_objective, held)
    ids = [row[0] for row in held]
    yield from map(
        _key_result,
        _rows(f"{_KEY_RESULT} WHERE k.objective_id IN ({_in(ids)}) ORDER BY k.position, k.id", *ids),
    )
    feed = f"{_FEED} AND e.objective_id IN ({_in(ids)}) ORDER BY e.id DESC LIMIT 10"
    yield from map(_happening, _rows(feed, *ids))
    teams = (
        "SELECT t.id, t.name FROM people_team t JOIN people_person p ON p.home_team_id = t.id WHERE p.id = %s"
    )
    reports = (
        "SELECT id, name FROM people_person WHERE manager_id = %s AND is_active ORDER BY name, id LIMIT 30"
    )
    for other, name in [*_rows(teams, pk), *_rows(reports, pk)]:
        yield f'<a class="person" href="/people/{other}">{escape(str(name))}</a>'


def _of_team(request: HttpRequest, pk: int) -> Iterable[str]:
    viewer = _viewer(request)
    cycle, choices = _cycle(viewer.today)
    yield choices
    above = _rows(
        "SELECT a.id, a.name FROM people_team a JOIN people_team t ON a.lft < t.lft AND a.rgt > t.rgt "
        "WHERE t.id = %s ORDER BY a.depth",
        pk,
    )
    leads = _rows(
        "SELECT p.id, p.name FROM people_teamlead l JOIN people_person p ON p.id = l.person_id WHERE l.team_id = %s",
        pk,
    )
    for other, name in [*above, *leads]:
        yield f'<a class="person" href="/teams/{other}">{escape(str(name))}</a>'
    yield from map(
        _team,
        _rows(
            f"{_TEAMS} WHERE top.id = %s OR top.parent_id = %s GROUP BY top.id, top.name, top.purpose, top.lft "
            "ORDER BY top.lft LIMIT 61",
            cycle, pk, pk,
        ),
    )  # fmt: skip
    own = f"{_OBJECTIVE} WHERE +o.cycle_id = %s AND o.team_id = %s ORDER BY o.position, o.id LIMIT 60"
    yield from map(_objective, _rows(own, cycle, pk))
    yield from map(_person, _rows(_PEOPLE, cycle, pk))
    yield from map(_happening, _rows(f"{_FEED} AND e.team_id = %s ORDER BY e.id DESC LIMIT 10", pk))


def _of_company(request: HttpRequest, _: int) -> Iterable[str]:
    viewer = _viewer(request)
    cycle, choices = _cycle(viewer.today)
    yield choices
    held = "WHERE o.cycle_id = %s AND o.holder = 'company' ORDER BY o.position, o.id LIMIT 60"
    yield from map(_objective, _rows(f"{_OBJECTIVE} {held}", cycle))
    pointing = _rows(
        "SELECT id FROM (SELECT o.id, row_number() OVER (PARTITION BY o.strategy_id ORDER BY o.holder, o.position, o.id) "
        "AS place FROM goals_objective o JOIN people_strategy s ON s.id = o.strategy_id WHERE s.year = %s AND o.cycle_id = %s "
        "AND o.holder IN ('company', 'team')) ranked WHERE place <= 5",
        viewer.today.year, cycle,
    )  # fmt: skip
    ids = [row[0] for row in pointing]
    yield from map(_objective, _rows(f"{_OBJECTIVE} WHERE o.id IN ({_in(ids)})", *ids))
    yield from map(
        _team,
        _rows(
            f"{_TEAMS} WHERE top.depth <= 1 AND NOT top.archived GROUP BY top.id, top.name, top.purpose, top.lft "
            "ORDER BY top.lft",
            cycle,
        ),
    )
    line = _rows(
        "WITH RECURSIVE line (id, manager_id, step) AS (SELECT id, manager_id, 0 FROM people_person WHERE id = %s UNION ALL "
        "SELECT a.id, a.manager_id, line.step + 1 FROM people_person a JOIN line ON a.id = line.manager_id) "
        "SELECT id FROM line WHERE step > 0 ORDER BY step LIMIT 4",
        viewer.id,
    )
    above = [row[0] for row in line]
    theirs = f"WHERE o.cycle_id = %s AND o.holder = 'person' AND o.owner_id IN ({_in(above)})"
    yield from map(_objective, _rows(f"{_OBJECTIVE} {theirs}", cycle, *above))


def _of_branch(request: HttpRequest, pk: int) -> Iterable[str]:
    cycle, _ = _cycle(_viewer(request).today)
    own = "WHERE +o.cycle_id = %s AND o.team_id = %s ORDER BY o.position, o.id LIMIT 100"
    yield from map(_objective, _rows(f"{_OBJECTIVE} {own}", cycle, pk))
    yield from map(
        _team,
        _rows(
            f"{_TEAMS} WHERE top.parent_id = %s GROUP BY top.id, top.name, top.purpose, top.lft ORDER BY top.lft LIMIT 100",
            cycle, pk,
        ),
    )  # fmt: skip
    yield from map(_person, _rows(_PEOPLE, cycle, pk))


def nothing(request: HttpRequest) -> HttpResponse:
    """What server and middleware cost alone."""
    return HttpResponse("<p>nothing</p>")


def _with_ancestors(objective: Objective, *, by: Viewer, **_: object) -> None:
    """The alternative to ripples, for measuring only: all ancestors and figures in the check-in's transaction."""
    place = {"team_id": objective.counted_in_id, "cycle_id": objective.cycle_id}
    ripples._spread([Ripple(objective_id=objective.pk, **place)], by.at)


if os.environ.get("HEADWAY_BENCH_ANCESTORS") == "1":
    vars(check_ins)["ripple"] = _with_ancestors


urlpatterns = [
    path("bench/nothing", nothing),
    _limit("week", lambda pk: "/", _week),
    *(
        _limit(f"objective-{holder}", lambda pk: f"/objectives/{pk}", _of_objective)
        for holder in ("person", "team", "company")
    ),
    _limit("person", lambda pk: f"/people/{pk}", _of_person),
    _limit("team", lambda pk: f"/teams/{pk}", _of_team),
    _limit("company", lambda pk: "/company", _of_company),
    _limit("branch", lambda pk: f"/outline/children?at=company,t1,t{pk}", _of_branch),
]
