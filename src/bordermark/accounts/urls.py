"""Addresses of sign-in, one's account, notifications, and the administrator's pages.

Sign-in and the second factor are allauth's views, under the house's own addresses; only those that are used are here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

from bordermark.accounts import notification_views, people_views, views

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/second-factor", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-out", account.logout, name="account_logout"),
    path("sign-up", views.sign_up, name="account_signup"),
    path("invitations/<str:secret>", views.join, name="join"),
    path("account", views.account, name="account"),
    path("account/closed", account.account_inactive, name="account_inactive"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/second-factor", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/key", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/password/set", account.password_set, name="account_set_password"),
    path("account/password/forgotten", account.password_reset, name="account_reset_password"),
    path("account/password/sent", account.password_reset_done, name="account_reset_password_done"),
    re_path(r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$", account.password_reset_from_key,
            name="account_reset_password_from_key"),
    path("account/password/changed", account.password_reset_from_key_done,
         name="account_reset_password_from_key_done"),
    path("account/second-factor", second_factor.index, name="mfa_index"),
    path("account/second-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/end", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/second-factor/keys", keys.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/keys/new", keys.add_webauthn, name="mfa_add_webauthn"),
    path("account/second-factor/keys/<int:pk>", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/second-factor/keys/<int:pk>/end", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/tokens", views.account_tokens, name="account-tokens"),
    path("account/tokens/<int:key>/revoke", views.token_revoke, name="token-revoke"),
    path("notifications", notification_views.notifications, name="notifications"),
    path("notifications/settings", notification_views.settings, name="notification-settings"),
    path("notifications/stop/<str:token>", notification_views.stop, name="notification-stop"),
    path("people", people_views.people, name="people"),
    path("people/invitations/<int:key>/revoke", people_views.invitation_revoke, name="invitation-revoke"),
    path("people/<slug:key>", people_views.person, name="person"),
    path("audit", people_views.audit_log, name="audit"),
    path("audit/verification", people_views.audit_verification, name="audit-verification"),
    path("audit/export", people_views.audit_export, name="audit-export"),
]
