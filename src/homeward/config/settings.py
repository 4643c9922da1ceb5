"""The settings of an installation: everything it keeps lies under `HOMEWARD_HOME`, everything it needs comes from `HOMEWARD_…`.

Comes in: the environment. Goes out: Django's settings. docs/reference/settings.md lists each with its default.
Never holds a secret: those are files under `HOMEWARD_HOME/keys`, made at first use.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO

from homeward.config.catalogues import compiled
from homeward.config.database import database
from homeward.config.logs import LINES
from homeward.config.secret import secret_key


def _flag(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0", "no", "false")


HOMEWARD_HOME = Path(os.environ.get("HOMEWARD_HOME", "var")).resolve()
HOMEWARD_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
HOMEWARD_SECURE = _flag("HOMEWARD_SECURE")  # served over TLS: cookies and headers say so
HOMEWARD_LEASE = float(
    os.environ.get("HOMEWARD_LEASE", "30")
)  # seconds a worker may be silent before its job goes to another
HOMEWARD_PHOTOGRAPHS = _flag("HOMEWARD_PHOTOGRAPHS")  # whether photographs of people are kept at all
HOMEWARD_CONTACT = os.environ.get("HOMEWARD_CONTACT", "")  # where somebody may contest: stands on every receipt

SECRET_KEY = secret_key(HOMEWARD_HOME / "keys")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HOMEWARD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HOMEWARD_ORIGINS", "").split(",") if origin]

DATABASES = {"default": database(os.environ.get("HOMEWARD_DATABASE_URL", ""), HOMEWARD_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "homeward.access",
    "homeward.work",
    "homeward.lists",
    "homeward.places",
    "homeward.registry",
    "homeward.identity",
    "homeward.exchange",
    "homeward.review",
    "homeward.pathway",
    "homeward.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "homeward.web.middleware.Numbers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "homeward.web.middleware.Actors",
]

ROOT_URLCONF = "homeward.config.urls"
WSGI_APPLICATION = "homeward.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "homeward.web.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "homeward.web.pages.errors.form_expired"

# Accounts: made by an administrator, a name and a password, a second factor; nothing is mailed.
HOMEWARD_SECOND_FACTOR = _flag("HOMEWARD_SECOND_FACTOR") or HOMEWARD_SECURE  # whoever has none sets one up first
HOMEWARD_SESSION_IDLE = timedelta(minutes=30)
HOMEWARD_SESSION_LONGEST = timedelta(hours=10)
HOMEWARD_SESSIONS = 3  # how many browsers one account may be signed in with
ACCOUNT_ADAPTER = "homeward.web.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "homeward.web.account_forms.SignIn",
    "change_password": "homeward.web.account_forms.ChangePassword",
    "reauthenticate": "homeward.web.account_forms.PasswordAgain",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/5m/key"}  # passwords are counted by axes, below; this counts codes
MFA_ADAPTER = "homeward.web.accounts.SecondFactors"
MFA_FORMS = {
    "authenticate": "homeward.web.account_forms.Code",
    "reauthenticate": "homeward.web.account_forms.CodeAgain",
    "activate_totp": "homeward.web.account_forms.FirstCode",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "homeward.web.pages.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the trail keeps sign-ins
AXES_VERBOSE = False

SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HOMEWARD_SECURE
SECURE_SSL_REDIRECT = HOMEWARD_SECURE
SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # asked on this machine, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOMEWARD_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if HOMEWARD_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Nothing is loaded from elsewhere, and no script or style stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANG_INFO["kmr"] = {"bidi": False, "code": "kmr", "name": "Kurmanji", "name_local": "Kurmancî"}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ckb", "کوردیی ناوەندی"), ("kmr", "Kurmancî")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [compiled(Path(__file__).parent.parent / "web" / "locale", HOMEWARD_HOME / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOMEWARD_HOME / "static"  # stays empty: what each room ships is served from there
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING = LINES

FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a scan is kept in memory: in plain form it never touches the disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
