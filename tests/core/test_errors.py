from headway.core.errors import N_, Conflict, Forbidden, NotFound, NotOpen, Refusal, Refusals


class TooMany(Refusal):
    code = "too_many"
    sentence = N_("%(count)s is too many; at most 100%% fit.")


def test_a_refusal_says_its_sentence_with_what_was_given() -> None:
    refusal = TooMany(field="weight", count=7)
    assert (refusal.code, refusal.field, refusal.status, refusal.params) == (
        "too_many",
        "weight",
        422,
        {"count": 7},
    )
    assert refusal.message() == str(refusal) == "7 is too many; at most 100% fit."


def test_a_refusal_is_translated_before_it_is_filled_in() -> None:
    chinese = {"%(count)s is too many; at most 100%% fit.": "%(count)s 太多，最多 100%%。"}
    assert TooMany(count=7).message(chinese.__getitem__) == "7 太多，最多 100%。"


def test_statuses_tell_unseen_from_refused() -> None:
    assert [(kind.code, kind.status) for kind in (NotFound, Forbidden, NotOpen, Conflict)] == [
        ("not_found", 404),
        ("forbidden", 403),
        ("not_open", 403),
        ("conflict", 409),
    ]


def test_a_form_is_refused_with_all_its_errors() -> None:
    refusals = Refusals([TooMany(count=1), NotFound()])
    assert [error.code for error in refusals] == ["too_many", "not_found"]
    assert (
        str(refusals) == "1 is too many; at most 100% fit. There is nothing here, or it is not open to you."
    )
