"""Signing in, accounts and roles.

Of allauth only what stands here exists: no sign-up, no mail, no reset of a password by mail. The
names are the ones allauth looks for.
"""

from django.urls import path

from dangjian.registry.views import accounts, grants, passkeys, sessions, signin, trails

urlpatterns = [
    path("sign-in/", signin.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", signin.SecondFactorStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-out/", signin.sign_out, name="account_logout"),
    path("activate/", accounts.activate, name="activate"),
    path("me/", accounts.me, name="me"),
    path("me/trail/", trails.my_trail, name="my_trail"),
    path("me/confirm/", signin.reauthenticate, name="account_reauthenticate"),
    path("me/password/", signin.change_password, name="account_change_password"),
    path("me/here/", sessions.still_here, name="still_here"),
    path("me/devices/", sessions.devices, name="my_devices"),
    path("me/devices/end/", sessions.end_one, name="end_session"),
    path("me/devices/end-others/", sessions.end_others, name="end_other_sessions"),
    path("me/second-factor/", signin.second_factor_page, name="mfa_index"),
    path("me/second-factor/set-up/", signin.set_up, name="mfa_activate_totp"),
    path("me/second-factor/take-off/", signin.take_off, name="mfa_deactivate_totp"),
    path("me/passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("me/recovery-codes/", signin.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "me/recovery-codes/renew/",
        signin.renew_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("members/<int:pk>/code/", accounts.code_issue, name="code_issue"),
    path("members/<int:pk>/account/close/", accounts.account_close, name="account_close"),
    path("members/<int:pk>/account/ways/", sessions.close_ways, name="account_ways"),
    path("roles/", grants.grants, name="grants"),
    path("roles/give/", grants.grant_give, name="grant_give"),
    path("roles/<int:pk>/end/", grants.grant_end, name="grant_end"),
]
