"""One settings file, driven by the environment; docs/reference/settings.md lists every variable.

A value that cannot be used is remembered in ``PROBLEMS`` with a sentence, replaced by something
harmless, and reported by the system checks before anything is served.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import dj_database_url
from django.utils.csp import CSP

from headway.core.errors import N_


class Problem(NamedTuple):
    """What is wrong with a variable: a sentence to be translated, and what stands in it."""

    name: str
    sentence: str
    params: dict[str, object]

    def said(self, gettext: Callable[[str], str] = str) -> str:
        return gettext(self.sentence) % self.params


PROBLEMS: list[Problem] = []


def _problem(name: str, sentence: str, **params: object) -> None:
    PROBLEMS.append(Problem(name, sentence, {"name": name, **params}))


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if text in ("", None):
        return default
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    _problem(name, N_("%(name)s is “%(text)s”: say 1 or 0."), text=text)
    return default


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdigit():
        return int(text)
    _problem(
        name, N_("%(name)s is “%(text)s”: say a whole number, such as %(usual)s."), text=text, usual=default
    )
    return default


PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HEADWAY_DATA") or Path.home() / ".local/share/headway").expanduser().resolve()
DEBUG = _flag("HEADWAY_DEBUG", False)


def _secret_key() -> str:
    given = os.environ.get("SECRET_KEY")
    if given is not None:
        if len(given) < 32 or len(set(given)) < 8:
            _problem(
                "SECRET_KEY",
                N_(
                    "SECRET_KEY is too short or too plain: give at least 32 varied characters, "
                    "or leave it unset and Headway keeps one of its own in the data directory."
                ),
            )
            return secrets.token_urlsafe(50)
        return given
    kept = DATA / "secret-key"
    try:
        if kept.exists():
            return kept.read_text().strip()
        DATA.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(key)
        return key
    except FileExistsError:
        return kept.read_text().strip()
    except OSError as error:
        _problem(
            "HEADWAY_DATA",
            N_("HEADWAY_DATA: cannot write to %(folder)s (%(reason)s)."),
            folder=DATA,
            reason=error.strerror,
        )
        return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()


def _database() -> dict[str, object]:
    url = os.environ.get("DATABASE_URL", "").strip() or f"sqlite:///{DATA / 'headway.sqlite3'}"
    scheme = urlsplit(url).scheme
    if scheme not in ("sqlite", "postgres", "postgresql"):
        _problem(
            "DATABASE_URL",
            N_(
                "DATABASE_URL starts with “%(scheme)s”: Headway runs on "
                "sqlite:///path/to/file or postgresql://user:password@host:5432/name."
            ),
            scheme=scheme or url[:20],
        )
        url = f"sqlite:///{DATA / 'headway.sqlite3'}"
        scheme = "sqlite"
    try:
        parsed: dict[str, object] = dict(dj_database_url.parse(url))
    except ValueError as error:
        _problem("DATABASE_URL", N_("DATABASE_URL cannot be read: %(reason)s."), reason=error)
        parsed = dict(dj_database_url.parse(f"sqlite:///{DATA / 'headway.sqlite3'}"))
        scheme = "sqlite"
    if not parsed.get("NAME"):
        _problem("DATABASE_URL", N_("DATABASE_URL names no database after the last slash."))
        parsed["NAME"] = str(DATA / "headway.sqlite3")
    if scheme == "sqlite":
        return {
            **parsed,
            "ENGINE": "headway.db.sqlite",
            "TEST": {"NAME": ":memory:"},
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
            },
        }
    return {
        **parsed,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where it is reached. The demo and a laptop use http://localhost:8000.
BASE_URL = os.environ.get("HEADWAY_URL", "").strip().rstrip("/") or "http://localhost:8000"
_base = urlsplit(BASE_URL)
if _base.scheme not in ("http", "https") or not _base.hostname:
    _problem("HEADWAY_URL", N_("HEADWAY_URL is “%(text)s”: say https://okr.example.com."), text=BASE_URL)
    _base = urlsplit("http://localhost:8000")
HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = [host for host in os.environ.get("HEADWAY_HOSTS", "").replace(",", " ").split() if host] or [
    str(_base.hostname),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "headway.web.doors.stale_form"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "headway.activity",
    "headway.people",
    "headway.goals",
    "headway.coach",
    "headway.library",
    "headway.rewriting",
    "headway.transfer",
    "headway.demo",
    "headway.api",
    "headway.web",
    "headway.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.web.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "headway.config.urls"
WSGI_APPLICATION = "headway.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "headway.web.jinja.environment",
            "context_processors": ["headway.web.accounts.around"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("mail", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "headway.web.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "mail"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "headway.web.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Headway"
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if os.environ.get("SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["SMTP_HOST"]
    EMAIL_PORT = _number("SMTP_PORT", 587)
    EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
    EMAIL_USE_TLS = _flag("SMTP_TLS", True)
    EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "headway@localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "headway.web.staticfiles.HashedFiles"},
}
WHITENOISE_MAX_AGE = 3600

# The demo shows some of its people on the sign-in page, so that one click lets in.
DEMO = _flag("HEADWAY_DEMO", False)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# How ancestors and team figures follow a change: "thread" in a server (coalesced, within a
# second), "inline" right after the commit everywhere else.
HEADWAY_SETTLE = os.environ.get("HEADWAY_SETTLE", "inline")

# Suggestions by a language model; administrators set it up on a page, these are the operator's own say.
HEADWAY_REWRITING_KEY = os.environ.get("HEADWAY_REWRITING_KEY", "").strip()
if not HEADWAY_REWRITING_KEY.isascii() or not HEADWAY_REWRITING_KEY.isprintable():
    _problem("HEADWAY_REWRITING_KEY", N_("HEADWAY_REWRITING_KEY has characters that no key has."))
    HEADWAY_REWRITING_KEY = ""
HEADWAY_REWRITING_HOSTS = os.environ.get("HEADWAY_REWRITING_HOSTS", "").lower().replace(",", " ").split()
HEADWAY_REWRITING_AT_ONCE = _number("HEADWAY_REWRITING_AT_ONCE", 2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HEADWAY_LOG", "WARNING").upper()},
    # What a caller got wrong is in the answer; the log is for what went wrong here.
    "loggers": {"django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
