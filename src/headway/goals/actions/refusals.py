"""Refusals that several verbs of goals share."""

from __future__ import annotations

from headway.core.errors import N_, Refusal


class CycleClosed(Refusal):
    code = "cycle_closed"
    sentence = N_("This cycle is closed: what was reached in it stays as it is.")


class WrongState(Refusal):
    code = "wrong_state"
    sentence = N_("That cannot be done while the objective is %(state)s.")
    status = 409


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = N_("Say why, in a sentence.")


class NoAmendmentsInReview(Refusal):
    code = "no_amendments_in_review"
    sentence = N_("The cycle is in review: values may still be checked in, but what was agreed stays.")


class PersonUnknown(Refusal):
    code = "person_unknown"
    sentence = N_("There is nobody here by that name.")
