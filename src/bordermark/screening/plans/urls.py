"""Addresses of the pages of plans."""

from django.urls import path

from bordermark.screening.plans import views

urlpatterns = [
    path("screening/plan", views.plan, name="screening-plan"),
    path("screening/simulate", views.simulate, name="screening-simulate"),
    path("screening/runs/<slug:key>/lanes", views.lanes, name="screening-run-lanes"),
    path("screening/runs/<slug:key>/lanes.<slug:form>", views.lanes_file, name="screening-run-lanes-file"),
]
