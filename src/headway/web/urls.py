from importlib import import_module

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
]
for each in ("urls_people", "urls_write", "urls_read"):
    try:
        import_module(f"headway.web.{each}")
    except ModuleNotFoundError:
        continue
    urlpatterns.append(path("", include(f"headway.web.{each}")))
