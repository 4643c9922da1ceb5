"""How accounts behave here: nobody signs up by themselves, no mail is sent, every sign-in is in the trail, sessions are few.

Comes in: what allauth asks its adapters. Goes out: its answers. Passkeys and single sign-on can be switched on in allauth later.
Never says whether an account exists.
"""

from __future__ import annotations

import base64
from typing import Any, Final
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from homeward.access.actions.sessions import password_settle, session_begin, session_end, sign_in_fail
from homeward.access.errors import Erased
from homeward.access.sealing import vault
from homeward.access.sealing.subjects import data_key, new_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import actor_of

_ACCOUNTS: Final = UUID("00000000-0000-7000-8000-6163636f756e")  # the subject of all second factors: no person
_COLUMN: Final = "authenticator.secret"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in and out, and changing a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask an administrator."),
        "enter_current_password": _("This is not your current password. Write it again."),
        "incorrect_code": _("This code does not fit. Wait for the next one and write it without spaces."),
        "incorrect_password": _("This is not your password. Write it again."),
        "too_many_login_attempts": _("There were too many tries. Wait a few minutes, then try again."),
        "username_password_mismatch": _("This name and password do not belong together. Write both again."),
        "rate_limited": _("There were too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        """Tell the trail, end the oldest sessions above the limit, begin the clock of this one, and bring the user's language."""
        response: HttpResponse = super().post_login(request, user, **given)
        session_begin(actor_of(user.pk, purpose=None, channel=_channel(request)))
        now = int(timezone.now().timestamp())
        request.session.update({"begun": now, "seen": now})
        for session in UserSession.objects.filter(user=user).order_by("-created_at")[settings.HOMEWARD_SESSIONS :]:
            session.end()
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax")
        return response

    def logout(self, request: HttpRequest) -> None:
        """Tell the trail, then end the session."""
        if actor := getattr(request, "actor", None):
            session_end(actor, reason="asked")
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the trail that somebody was not let in."""
        sign_in_fail(username=str(credentials.get("username", ""))[:150], channel=_channel(request))

    def set_password(self, user: Any, password: str) -> None:
        """Change the password, and stop asking for a new one."""
        super().set_password(user, password)
        user.must_change_password = False
        password_settle(actor_of(user.pk, purpose=None, channel=_channel(self.request)))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the request came from; a proxy in front must set it (see the page on serving)."""
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")

    def send_mail(self, *given: Any, **named: Any) -> None:
        """Nothing is mailed: there is no address, and a letter about an account would be one more thing to protect."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes of an authenticator application, and the codes on paper for the day it is lost."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Wait for the next one and write it without spaces."),
        "cannot_delete_authenticator": _("The second factor cannot be switched off here."),
        "cannot_generate_recovery_codes": _("Set up the second factor first; the codes on paper come with it."),
    }

    def get_totp_issuer(self) -> str:
        """What the authenticator application shows beside the account."""
        return "Homeward"

    def encrypt(self, text: str) -> str:
        """Seal the secret of an authenticator, and the seed of codes on paper, under a key that is renewed with all others."""
        sealed = vault().seal(_key_of_accounts(), _COLUMN, _ACCOUNTS, text.encode())
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed. Raises `Sealed` where it does not open."""
        return vault().open(_key_of_accounts(), _COLUMN, _ACCOUNTS, base64.b64decode(encrypted_text)).decode()

    def send_notification_mail(self, *given: Any, **named: Any) -> None:
        """Nothing is mailed."""


def _key_of_accounts() -> DataKey:
    """The key that seals all second factors, made with the first of them."""
    try:
        return data_key(_ACCOUNTS)
    except Erased:
        return new_keys([_ACCOUNTS])[_ACCOUNTS]


def _channel(request: HttpRequest) -> str:
    return f"web:{getattr(request, 'request_id', '')}"
