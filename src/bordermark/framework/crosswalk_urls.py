"""Addresses of the pages of crosswalks and coverage."""

from django.urls import path

from bordermark.framework import coverage_views, crosswalk_views

urlpatterns = [
    path("crosswalks", crosswalk_views.crosswalks, name="crosswalks"),
    path("crosswalks/answers", crosswalk_views.answers, name="crosswalk-answers"),
    path("crosswalks/<slug:scheme>", crosswalk_views.crosswalk, name="crosswalk"),
    path("framework/coverage", coverage_views.coverage, name="framework-coverage"),
]
