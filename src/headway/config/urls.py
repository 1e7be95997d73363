from django.urls import include, path

from headway.api.urls import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("headway.web.urls")),
]
