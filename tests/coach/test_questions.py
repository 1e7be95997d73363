"""The coaching questions: which situations a goal is in, and what is asked there; nothing asked is advice."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal as D

import pytest

from headway.coach.questions import (
    Facts,
    KeyResultFacts,
    Question,
    Situation,
    Stage,
    every_question,
    questions_for,
    situations_of,
)
from headway.coach.questions.library import LANGUAGES

EVERY = [(language, question) for language in LANGUAGES for question in every_question(language)]
S = Situation

MOVING = KeyResultFacts(confidence=6, progress=D("0.5"), expected=D("0.5"))
RUNNING = Facts(key_results=(MOVING, MOVING), days_agreed=40)
CASES: list[tuple[str, Facts, list[Situation]]] = [
    ("all on its way", RUNNING, [S.WELL]),
    ("one stands still", replace(RUNNING, key_results=(MOVING, replace(MOVING, stuck=True))), [S.STUCK]),
    ("off track", replace(RUNNING, status="off_track"), [S.OFF_TRACK]),
    ("at risk", replace(RUNNING, status="at_risk"), [S.AT_RISK]),
    ("nobody has checked in", replace(RUNNING, status="overdue"), [S.SILENT]),
    ("one is overdue", replace(RUNNING, key_results=(MOVING, KeyResultFacts("overdue"))), [S.SILENT]),
    (
        "overdue and off track: both are asked about, in this order",
        replace(RUNNING, status="off_track", key_results=(KeyResultFacts("overdue"),)),
        [S.OFF_TRACK, S.SILENT],
    ),
    (
        "sure of it far behind the pace",
        replace(RUNNING, key_results=(replace(MOVING, confidence=7, progress=D("0.29")),)),
        [S.HOPEFUL],
    ),
    ("six is not sure", replace(RUNNING, key_results=(replace(MOVING, progress=D("0.29")),)), [S.WELL]),
    (
        "no faith in it on the pace",
        replace(RUNNING, key_results=(replace(MOVING, confidence=3),)),
        [S.DOUBTFUL],
    ),
    (
        "nobody has claimed one",
        replace(RUNNING, key_results=(replace(MOVING, claimed=False),)),
        [S.UNCLAIMED, S.WELL],
    ),
    ("three are the focus", replace(RUNNING, held=3), [S.WELL]),
    ("four are more", replace(RUNNING, held=4), [S.OVERLOADED, S.WELL]),
    ("four within a focus of five", replace(RUNNING, held=4, focus=5), [S.WELL]),
    ("changed twice", replace(RUNNING, amendments=2), [S.WELL]),
    ("changed three times", replace(RUNNING, amendments=3), [S.AMENDED, S.WELL]),
    ("supports nothing", replace(RUNNING, supports=False), [S.UNALIGNED, S.WELL]),
    ("a company objective is the top", replace(RUNNING, supports=False, holder="company"), [S.WELL]),
    ("target at the baseline", replace(RUNNING, codes=frozenset({"K212"})), [S.SANDBAGGED, S.WELL]),
    ("always 1.0", replace(RUNNING, codes=frozenset({"T403"})), [S.SANDBAGGED, S.WELL]),
    (
        "half as fast again, early",
        replace(RUNNING, elapsed=D("0.4"), key_results=(replace(MOVING, progress=D("0.75")),)),
        [S.SANDBAGGED, S.WELL],
    ),
    (
        "as fast, late",
        replace(RUNNING, elapsed=D("0.6"), key_results=(replace(MOVING, progress=D("0.75")),)),
        [S.WELL],
    ),
    (
        "one of two is far ahead",
        replace(RUNNING, elapsed=D("0.4"), key_results=(MOVING, replace(MOVING, progress=D("0.75")))),
        [S.WELL],
    ),
    ("agreed last week", replace(RUNNING, days_agreed=6), [S.NEW, S.WELL]),
    ("agreed before the cycle runs", replace(RUNNING, cycle_state="drafting", days_agreed=30), [S.NEW]),
    (
        "figures say nothing in the first days",
        replace(RUNNING, elapsed=D("0.1"), key_results=(replace(MOVING, confidence=2),)),
        [S.NEW],
    ),
    ("nothing has begun", Facts(status="not_started", days_agreed=20, elapsed=D("0.3")), [S.NEW]),
    ("a draft", Facts(state="draft", supports=False), [S.DRAFTING, S.UNALIGNED]),
    ("proposed, a fourth one", Facts(state="proposed", held=4), [S.DRAFTING, S.OVERLOADED]),
    ("in review", replace(RUNNING, cycle_state="reviewing", status="off_track"), [S.REVIEW]),
    (
        "scored in review",
        replace(RUNNING, cycle_state="reviewing", score=D("0.7")),
        [S.REVIEW, S.NEXT_CYCLE],
    ),
    ("closed", replace(RUNNING, state="closed", held=9, supports=False), [S.REVIEW, S.NEXT_CYCLE]),
    (
        "a stretch that scored 1.0",
        replace(RUNNING, state="closed", ambition="aspirational", key_results=(replace(MOVING, score=D(1)),)),
        [S.REVIEW, S.NEXT_CYCLE, S.SANDBAGGED],
    ),
    (
        "a promise that was kept",
        replace(RUNNING, state="closed", key_results=(replace(MOVING, score=D(1)),)),
        [S.REVIEW, S.NEXT_CYCLE],
    ),
]


@pytest.mark.parametrize(("told", "facts", "situations"), CASES, ids=[case[0] for case in CASES])
def test_the_figures_say_which_situations_a_goal_is_in(
    told: str, facts: Facts, situations: list[Situation]
) -> None:
    assert situations_of(facts) == situations


def test_every_situation_can_be_told_from_figures() -> None:
    assert {situation for _, _, found in CASES for situation in found} == set(Situation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_least_eighty_questions_and_none_twice(language: str) -> None:
    questions = every_question(language)
    assert len(questions) >= 80
    assert len({question.id for question in questions}) == len({question.text for question in questions})
    assert len({question.id for question in questions}) == len(questions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", Situation)
def test_every_situation_has_questions_for_every_stage_of_the_talk(
    situation: Situation, language: str
) -> None:
    suiting = [question for question in every_question(language) if situation in question.situations]
    assert len(suiting) >= 4
    assert {Stage.GOAL, Stage.REALITY, Stage.OPTIONS, Stage.WILL} <= {question.stage for question in suiting}


def test_both_languages_ask_the_same_under_the_same_name() -> None:
    english, chinese = every_question("en"), every_question("zh")
    assert [question[:3] for question in english] == [question[:3] for question in chinese]


# What makes a question a piece of advice, a reproach, or two questions in one.
ADVICE = re.compile(
    r"\b(should|shouldn|ought|must|need to|have to|needs to|had better|better to|consider|considered|suggest"
    r"|recommend|advise|advice|try to|try and|try \w+ing|why not|why don|why didn|why haven|how about"
    r"|what about|what if you|could you not|couldn|wouldn|don't you|didn't you|isn't it|aren't you|maybe you"
    r"|perhaps you|simply|just do|easily|obviously|of course)\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(why|fault|blame|fail|failed|failure|mistake|wrong|guilty|excuse|lazy|neglect\w*|forgot|forget|poor"
    r"|bad|weak|careless|late again|responsible for)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(r"^(Do|Does|Did|Are|Were|Was|Have|Has|Had|Can|Could|Will|Would) ", re.IGNORECASE)
ADVICE_ZH = re.compile(
    r"应该|应当|理应|必须|务必|需要你|你得|得要|最好(?!的)|不如|不妨|何不|为什么不|为何不|怎么不|干嘛不|干吗不|是不是该|该不该"
    r"|建议|推荐|试试|试着|考虑(?:过|一下)|有没有想过|难道|岂不|何必|千万|不要|别再|其实你|显然|当然|只要.*就"
)
BLAME_ZH = re.compile(
    r"为什么|为何|怪谁|责任|过错|错误|失误|失败|谁的错|怎么(?:还|又|会没)|没做好|做得不好|不努力|借口|忘了|拖延|偷懒|差劲|问责|检讨"
)
CLOSED_ZH = re.compile(r"吗？$|^(?:有没有|是否|能不能|会不会|要不要)")


@pytest.mark.parametrize(
    ("language", "question"), EVERY, ids=[f"{language}-{question.id}" for language, question in EVERY]
)
def test_a_question_asks_and_neither_advises_nor_blames(language: str, question: Question) -> None:
    text = question.text
    rules = (ADVICE_ZH, BLAME_ZH, CLOSED_ZH) if language == "zh" else (ADVICE, BLAME, CLOSED)
    assert [found[0] for rule in rules if (found := rule.search(text))] == []
    assert text.endswith("？" if language == "zh" else "?")
    assert text.count("?") + text.count("？") == 1
    assert len(text) <= (45 if language == "zh" else 110)
    assert re.search(r"[一-鿿]", text) if language == "zh" else text.isascii()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Have you considered a smaller target?"),
        ("en", "What should you do next?"),
        ("en", "Why did this fail?"),
        ("en", "How about asking Sales?"),
        ("en", "Did you talk to them?"),
        ("zh", "为什么不早点说？"),
        ("zh", "你是不是应该换个办法？"),
        ("zh", "不妨试试别的渠道？"),
        ("zh", "这是谁的责任？"),
        ("zh", "你和他们谈过吗？"),
    ],
)
def test_the_judge_of_questions_knows_advice_and_blame(language: str, text: str) -> None:
    rules = (ADVICE_ZH, BLAME_ZH, CLOSED_ZH) if language == "zh" else (ADVICE, BLAME, CLOSED)
    assert any(rule.search(text) for rule in rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_week_asks_the_same_and_another_week_asks_otherwise(language: str) -> None:
    found = [S.STUCK, S.OVERLOADED]
    week = questions_for(found, language, seed="7/2026-W47")
    assert week == questions_for(found, language, seed="7/2026-W47")
    weeks = {questions_for(found, language, seed=f"7/2026-W{number}") for number in range(10, 30)}
    goals = {questions_for(found, language, seed=f"{number}/2026-W47") for number in range(20)}
    assert len(weeks) >= 10 and len(goals) >= 10


def test_both_languages_are_asked_the_same_in_a_week() -> None:
    english = questions_for([S.AT_RISK], "en", seed="7/2026-W47")
    chinese = questions_for([S.AT_RISK], "zh", seed="7/2026-W47")
    assert [question.id for question in english] == [question.id for question in chinese]


@pytest.mark.parametrize("situation", Situation)
def test_at_most_four_are_asked_one_a_stage_in_the_order_of_the_talk(situation: Situation) -> None:
    order = list(Stage)
    for week in range(1, 53):
        asked = questions_for([situation], "en", seed=f"1/2026-W{week}")
        places = [order.index(question.stage) for question in asked]
        assert len(asked) == 4 and places == sorted(set(places))
        assert all(situation in question.situations for question in asked)


def test_several_situations_all_get_their_word() -> None:
    asked = questions_for([S.OFF_TRACK, S.SILENT, S.UNCLAIMED, S.OVERLOADED], "en", seed="3/2026-W47")
    for situation in (S.OFF_TRACK, S.SILENT, S.UNCLAIMED, S.OVERLOADED):
        assert any(situation in question.situations for question in asked)


def test_over_a_year_every_question_comes_up() -> None:
    seen: Counter[str] = Counter()
    for situation in Situation:
        for week in range(1, 53):
            for found in ([situation], [situation, S.REVIEW]):
                seen.update(question.id for question in questions_for(found, "en", seed=f"1/W{week}"))
    assert {question.id for question in every_question("en")} - seen.keys() == set()


def test_nothing_to_ask_asks_nothing() -> None:
    assert questions_for([], "en", seed="1") == ()


def test_the_texts_are_read_when_they_are_asked_for_and_need_no_django() -> None:
    told = (
        "import sys, headway.coach.questions.library as q; read = q._library.cache_info().currsize;"
        "print(read, len(q.every_question('zh')), 'django' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["0", str(len(every_question("zh"))), "False"]
