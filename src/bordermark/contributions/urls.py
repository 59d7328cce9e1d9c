"""Addresses of the pages of editions."""

from django.urls import path

from bordermark.contributions import views

urlpatterns = [
    path("editions", views.editions_index, name="editions"),
    path("editions/<int:number>", views.edition, name="edition"),
    path("editions/<int:number>/changes", views.edition_changes, name="edition-changes"),
]
