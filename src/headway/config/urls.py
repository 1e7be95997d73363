import os

from django.urls import include, path

from headway.api.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("headway.web.urls")),
]
if os.environ.get("HEADWAY_BENCH") == "1":
    urlpatterns.append(path("", include("headway.demo.bench_views")))

handler404 = "headway.web.doors.not_found"
handler500 = "headway.web.doors.broke"
