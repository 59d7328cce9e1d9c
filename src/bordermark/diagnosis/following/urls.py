"""Addresses of the pages of adopted options."""

from django.urls import path

from bordermark.diagnosis.following import views

urlpatterns = [
    path("diagnosis/follow-up", views.index, name="follow-up"),
    path("diagnosis/follow-up/adopt", views.new, name="adopt-option"),
    path("diagnosis/follow-up/<slug:key>", views.one, name="adopted-option"),
]
