"""Addresses for programs, outside the language prefixes."""

from django.urls import path

from bordermark.web.api_root import api

urlpatterns = [
    path("api/v1/", api.urls),
]
