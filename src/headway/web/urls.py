"""Every page: one's week and goals here, the rest by noun in the files beside this one."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from headway.web.views import week


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("", week.my_week, name="week"),
    path("health", health, name="health"),
    path("objectives/<int:pk>", week.objective_page, name="objective"),
    path("key-results/<int:pk>/check-in", week.check_in_now, name="check-in"),
    path("key-results/<int:pk>/check-in/kept", week.keep_check_in, name="check-in-keep"),
    path("key-results/<int:pk>/check-in/forget", week.drop_check_in, name="check-in-forget"),
    path("", include("headway.web.urls_people")),
    path("", include("headway.web.urls_read")),
    path("", include("headway.web.urls_write")),
    path("", include("headway.web.urls_library")),
]
