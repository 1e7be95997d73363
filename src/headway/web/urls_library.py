"""The templates library."""

from __future__ import annotations

from django.urls import path

from headway.web.views import library

urlpatterns = [
    path("templates", library.shelf, name="templates"),
    path("templates/near", library.near, name="templates-near"),
    path("templates/new", library.new, name="template-new"),
    path("templates/<slug:slug>", library.template, name="template"),
    path("templates/<slug:slug>/use", library.use, name="template-use"),
    path("templates/<slug:slug>/edit", library.edit, name="template-edit"),
    path("templates/<slug:slug>/away", library.away, name="template-away"),
    path("templates/<slug:slug>/back", library.back, name="template-back"),
]
