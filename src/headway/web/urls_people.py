"""Sign-in, the first start, one's own pages and the settings."""

from __future__ import annotations

from django.urls import include, path

from headway.web.views import accounts, profile, start
from headway.web.views.settings import coach, cycles, organisation, people, rewriting, teams

urlpatterns = [
    path("start", start.start, name="start"),
    path("invitations/<str:secret>", start.invitation, name="invitation"),
    path("language", accounts.language, name="language"),
    path("theme", accounts.theme, name="theme"),
    path("account/email/", accounts.mail_addresses, name="account_email"),
    path("account/", include("allauth.urls")),
    path("profile", profile.profile, name="profile"),
    path("profile/leave", profile.leave, name="profile-leave"),
    path("profile/leave/<int:pk>/removal", profile.leave_removal, name="profile-leave-removal"),
    path("profile/tokens", profile.tokens, name="profile-tokens"),
    path("profile/tokens/<int:pk>/revocation", profile.token_revocation, name="profile-token-revocation"),
    path("settings/", organisation.organisation, name="settings"),
    path("settings/rules", organisation.rules, name="settings-rules"),
    path("settings/strategies", organisation.strategies, name="settings-strategies"),
    path("settings/strategies/<int:pk>", organisation.strategy, name="settings-strategy"),
    path(
        "settings/strategies/<int:pk>/retirement",
        organisation.strategy_retirement,
        name="settings-strategy-retirement",
    ),
    path(
        "settings/strategies/<int:pk>/restoration",
        organisation.strategy_restoration,
        name="settings-strategy-restoration",
    ),
    path("settings/teams", teams.teams, name="settings-teams"),
    path("settings/teams/<int:pk>", teams.team, name="settings-team"),
    path("settings/teams/<int:pk>/place", teams.team_place, name="settings-team-place"),
    path("settings/teams/<int:pk>/leads", teams.team_leads, name="settings-team-leads"),
    path(
        "settings/teams/<int:pk>/leads/<int:person>/removal",
        teams.team_lead_removal,
        name="settings-team-lead-removal",
    ),
    path("settings/teams/<int:pk>/archive", teams.team_archive, name="settings-team-archive"),
    path("settings/teams/<int:pk>/restoration", teams.team_restoration, name="settings-team-restoration"),
    path("settings/people", people.people, name="settings-people"),
    path("settings/people/<int:pk>", people.person, name="settings-person"),
    path(
        "settings/people/<int:pk>/deactivation",
        people.person_deactivation,
        name="settings-person-deactivation",
    ),
    path(
        "settings/people/<int:pk>/reactivation",
        people.person_reactivation,
        name="settings-person-reactivation",
    ),
    path("settings/people/<int:pk>/teams", people.person_teams, name="settings-person-teams"),
    path(
        "settings/people/<int:pk>/teams/<int:team>/departure",
        people.person_team_departure,
        name="settings-person-team-departure",
    ),
    path("settings/invitations", people.invitations, name="settings-invitations"),
    path(
        "settings/invitations/<int:pk>/sending", people.invitation_sending, name="settings-invitation-sending"
    ),
    path(
        "settings/invitations/<int:pk>/withdrawal",
        people.invitation_withdrawal,
        name="settings-invitation-withdrawal",
    ),
    path("settings/coach", coach.settings_coach, name="settings-coach"),
    path("settings/rewriting", rewriting.rewriting, name="settings-rewriting"),
    path("settings/rewriting/switch", rewriting.switch, name="settings-rewriting-switch"),
    path("settings/rewriting/trial", rewriting.attempt, name="settings-rewriting-trial"),
    path("settings/cycles", cycles.cycles, name="settings-cycles"),
    path("settings/cycles/generation", cycles.cycle_generation, name="settings-cycle-generation"),
    path("settings/cycles/<int:pk>", cycles.cycle, name="settings-cycle"),
    path("settings/cycles/<int:pk>/step", cycles.cycle_step, name="settings-cycle-step"),
]
