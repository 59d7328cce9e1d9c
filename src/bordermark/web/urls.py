"""Root addresses: pages stand under a language (English under none), everything for programs beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from bordermark.web import views

urlpatterns = [
    path("", include("bordermark.web.api_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("about", views.about, name="about"),
        path("", include("bordermark.accounts.urls")),
        path("", include("bordermark.vocabulary.urls")),
        path("", include("bordermark.organisations.urls")),
        path("", include("bordermark.contributions.urls")),
        path("", include("bordermark.contributions.feeds.urls")),
        path("", include("bordermark.contributions.calls.urls")),
        path("", include("bordermark.compendium.urls")),
        path("", include("bordermark.structures.urls")),
        path("", include("bordermark.framework.crosswalk_urls")),
        path("", include("bordermark.framework.urls")),
        path("", include("bordermark.diagnosis.urls")),
        path("", include("bordermark.screening.urls")),
        path("", include("bordermark.screening.triage.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "bordermark.web.error_pages.bad_request"
handler403 = "bordermark.web.error_pages.forbidden"
handler404 = "bordermark.web.error_pages.not_found"
handler500 = "bordermark.web.error_pages.server_error"
