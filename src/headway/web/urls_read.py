"""Pages for reading the company."""

from __future__ import annotations

from django.urls import path

from headway.web.views import coach_page, company, outline, people, teams

urlpatterns = [
    path("company", company.company, name="company"),
    path("teams", teams.teams, name="teams"),
    path("teams/<int:pk>", teams.team, name="team"),
    path("people", people.people, name="people"),
    path("people/<int:pk>", people.person, name="person"),
    path("outline", outline.outline, name="outline"),
    path("outline/children", outline.children, name="outline-children"),
    path("coach", coach_page.coach, name="coach"),
    path("coach/goals", coach_page.goals, name="coach-goals"),
]
