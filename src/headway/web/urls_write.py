"""Writing objectives: the editor, what it asks while one types, the verbs of goals."""

from django.urls import path

from headway.web.views import coaching, rewriting, write
from headway.web.views import objective_verbs as verbs

urlpatterns = [
    path("objectives/new", write.new_objective, name="objective-new"),
    path("objectives/draft", write.keep, name="draft-save"),
    path("objectives/standing", write.standing_of, name="objective-standing"),
    path("objectives/options", write.goals, name="objective-options"),
    path("people/options", write.people, name="people-options"),
    path("teams/options", write.teams, name="team-options"),
    path("holders/options", write.holders, name="holder-options"),
    path("objectives/<int:pk>/edit", write.edit, name="objective-edit"),
    path("coach/notes", coaching.notes, name="coach-notes"),
    path("coach/line", coaching.line, name="coach-line"),
    path("objectives/<int:pk>/coach", coaching.of_objective, name="objective-coach"),
    path("coach/rewrites", rewriting.rewrites, name="coach-rewrites"),
    path("coach/rules", coaching.rules, name="coach-rules"),
    path("coach/rules/<str:code>", coaching.rule, name="coach-rule"),
    path("objectives/<int:pk>/propose", verbs.propose, name="objective-propose"),
    path("objectives/<int:pk>/publish", verbs.publish, name="objective-publish"),
    path("objectives/<int:pk>/agree", verbs.agree, name="objective-agree"),
    path("objectives/<int:pk>/return", verbs.hand_back, name="objective-return"),
    path("objectives/<int:pk>/discard", verbs.discard, name="objective-discard"),
    path("objectives/<int:pk>/close", verbs.close, name="objective-close"),
    path("objectives/<int:pk>/drop", verbs.drop, name="objective-drop"),
    path("objectives/<int:pk>/reopen", verbs.reopen, name="objective-reopen"),
    path("objectives/<int:pk>/lift", verbs.lift, name="objective-lift"),
    path("objectives/<int:pk>/carry-over", verbs.carry, name="objective-carry-over"),
    path("objectives/<int:pk>/override", verbs.override, name="objective-override"),
    path("objectives/<int:pk>/alignment", verbs.alignment_new, name="alignment-new"),
    path("alignments/<int:pk>/answer", verbs.alignment_answer, name="alignment-answer"),
    path("alignments/<int:pk>/end", verbs.alignment_end, name="alignment-end"),
    path("amendments/<int:pk>/answer", verbs.amendment_answer, name="amendment-answer"),
    path("key-results/<int:pk>/claim", verbs.claim, name="key-result-claim"),
    path("claims/<int:pk>/answer", verbs.claim_answer, name="claim-answer"),
    path("key-results/<int:pk>/release", verbs.release, name="key-result-release"),
    path("key-results/<int:pk>/delegate", verbs.delegate, name="key-result-delegate"),
    path("key-results/<int:pk>/status", verbs.hand_status, name="key-result-status"),
    path("key-results/<int:pk>/score", verbs.score_row, name="key-result-score"),
    path("objectives/<int:pk>/score", verbs.score, name="objective-score"),
    path("key-results/<int:pk>/drop", verbs.drop_row, name="key-result-drop"),
]
