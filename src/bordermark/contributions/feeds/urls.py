"""Addresses of the pages of feeds."""

from django.urls import path

from bordermark.contributions.feeds import views

urlpatterns = [
    path("feeds", views.index, name="feeds"),
    path("feeds/new", views.edit, name="feed-new"),
    path("feeds/<int:number>", views.feed, name="feed-harvests"),
    path("feeds/<int:number>/edit", views.edit, name="feed-edit"),
    path("feeds/<int:number>/run", views.run, name="feed-run"),
]
