from django.urls import include, path

from headway.api.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("headway.web.urls")),
]

handler404 = "headway.web.doors.not_found"
handler500 = "headway.web.doors.broke"
