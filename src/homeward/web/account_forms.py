"""The forms of accounts in our own words: no placeholders that vanish while somebody types, no mail that nobody has.

Comes in: what allauth's forms ask. Goes out: the same fields with our labels and hints. Never changes what they check.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _

LABELS: Final = {
    "login": _("Account name"),
    "password": _("Password"),
    "oldpassword": _("Password until now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
}


def _in_our_words(form: Form) -> None:
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = LABELS.get(name, field.label)
        field.help_text = ""
    if "code" in form.fields:
        form.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "autocapitalize": "off"}
    if "login" in form.fields:
        form.fields["login"].widget.attrs |= {"dir": "auto", "autocapitalize": "off", "spellcheck": "false"}


class SignIn(LoginForm):  # type: ignore[misc]
    """Account name and password."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The password until now, and a new one twice."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)


class PasswordAgain(ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)


class Code(AuthenticateForm):  # type: ignore[misc]
    """A code while signing in."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)


class CodeAgain(ReauthenticateCodeForm):  # type: ignore[misc]
    """A code once more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _in_our_words(self)
