"""Settings of one installation. What differs between installations comes from the environment.

DANGJIAN_HOME        data directory (default: .data beside the project)
DATABASE_URL         owner of the database on a real server; with it
DATABASE_APP_URL     the application's role and
DATABASE_AUDIT_URL   the auditor's role. Without them the embedded PostgreSQL is used.
DANGJIAN_HOSTS       host names the site answers to, separated by commas
DANGJIAN_PROXIES     how many proxies of ours stand in front (X-Forwarded-For is read that far)
DANGJIAN_HTTPS       1 where the site is reached by https (production)
DANGJIAN_KEYRING     the keyring file, where it is kept outside the data directory
DANGJIAN_PRACTICE    1 for the practice copy (`dangjian practice` sets it): a database of its own
                     beside the real one, always named <real>_practice, with keys of its own
DANGJIAN_MAIL        gateways for notices to people (courier/transports.py says how to write them);
DANGJIAN_SMS         without them people are told in the platform only
DANGJIAN_CHAT
DANGJIAN_LETTER_WORK, DANGJIAN_LETTERS_AN_HOUR  against floods of letters; see the end of this file
DANGJIAN_ADDRESS     where people reach the site (https://…): the worker looks whether it answers
DANGJIAN_FEED_HOSTS  host:port, separated by commas: feeds that may be fetched although they lie
                     inside the own network or at another port (feeds/rules/addresses.py)
DANGJIAN_GALLERY     1 for contributors: the samples of all components at /kit/
DANGJIAN_DENGBAO     1 where the site is assessed for 等级保护: passwords are mixed and changed
DANGJIAN_PRACTICE_URL  where people reach the practice copy, if not on this machine
"""

from __future__ import annotations

import os
from pathlib import Path

from dangjian.config import cluster
from dangjian.config.secrets import django_key

PROJECT = Path(__file__).resolve().parent.parent.parent
HOME = cluster.home()

PRACTICE = os.environ.get("DANGJIAN_PRACTICE") == "1"
GALLERY = os.environ.get("DANGJIAN_GALLERY") == "1"
PRACTICE_URL = os.environ.get("DANGJIAN_PRACTICE_URL", "")

# Keys and files of the practice copy lie apart: neither site may read or tidy away the other's.
OWN = HOME / "practice" if PRACTICE else HOME

SECRET_KEY = django_key(OWN)
DEBUG = False
HTTPS = os.environ.get("DANGJIAN_HTTPS") == "1"
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("DANGJIAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
]
if HTTPS:
    # The server itself speaks plain http behind the operator's proxy, which must set this header
    # (and drop one that a visitor sent): without it every form would look like a foreign site's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
KEYRING = os.environ.get("DANGJIAN_KEYRING") or str(OWN / "secrets" / "keyring.json")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    # Ours first: their templates stand in for those of the libraries below.
    "dangjian.config",
    "dangjian.desk",
    "dangjian.dues",
    "dangjian.membership",
    "dangjian.development",
    "dangjian.transfers",
    "dangjian.handover",
    "dangjian.voices",
    "dangjian.forum",
    "dangjian.honours",
    "dangjian.appraisal",
    "dangjian.openness",
    "dangjian.meetings",
    "dangjian.feeds",
    "dangjian.portal",
    "dangjian.library",
    "dangjian.flow",
    "dangjian.search",
    "dangjian.courier",
    "dangjian.registry",
    "dangjian.kernel",
    "dangjian.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    # The tree of columns and the revisions of articles; its administration is not installed
    # (docs/decisions/0008).
    "wagtail",
    "wagtail.search",
    "taggit",
]

MIDDLEWARE = [
    "dangjian.portal.caching.PageCache",
    "dangjian.config.watch.counting.TurnedAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dangjian.config.middleware.KnownMethodsMiddleware",
    "dangjian.portal.caching.VisitorsDoor",
    "dangjian.kit.preferences.PreferencesMiddleware",
    "dangjian.config.middleware.NotKeptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dangjian.registry.viewer.ViewerMiddleware",
    "dangjian.config.middleware.SignedOutMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dangjian.config.middleware.RefusalMiddleware",
    "dangjian.config.middleware.FormKeyMiddleware",
]

# Tables of one number each: how often what visitors read of a room has changed.
VISITOR_COUNTS = ("portal_generation", "library_generation")

# The addresses of the practice copy (its tasks, its reset) do not exist anywhere else.
ROOT_URLCONF = "dangjian.config.practice.urls" if PRACTICE else "dangjian.config.urls"
WSGI_APPLICATION = "dangjian.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dangjian.kit.preferences.context",
                "dangjian.desk.navigation.context",
                "dangjian.config.demo_mark.context",
                "dangjian.config.practice.marks.context",
            ],
            "builtins": [
                "dangjian.kit.templatetags.kit",
                "dangjian.kernel.templatetags.form_key",
            ],
        },
    }
]

_addresses = cluster.addresses(HOME)


def _database(url: str) -> dict[str, object]:
    parameters = cluster.django_parameters(url)
    if PRACTICE:
        parameters["NAME"] += "_practice"
    return {
        "ENGINE": "django.db.backends.postgresql",
        **parameters,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


# Three roles on one database: the application never connects as its owner.
DATABASES = {
    "default": _database(_addresses.app),
    "owner": _database(_addresses.owner),
    "auditor": _database(_addresses.auditor),
}
DATABASE_ROUTERS = ["dangjian.config.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_RENDERER = "dangjian.kit.forms.Renderer"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Wagtail: pages and revisions only. It asks nobody outside anything, and indexes nothing: -----
# `search` owns the index.
WAGTAIL_SITE_NAME = os.environ.get("DANGJIAN_SITE_NAME", "禾丰党建网")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_BASE_URL = ""
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}

# --- Accounts -------------------------------------------------------------------------------
AUTH_USER_MODEL = "registry.Account"
AUTHENTICATION_BACKENDS = ["dangjian.registry.signin.SignInBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Passwords are judged in registry.passwords, which knows whose they are. Assessors of 等级保护 ask
# for characters of several kinds, and for a new one from time to time.
DENGBAO = os.environ.get("DANGJIAN_DENGBAO") == "1"
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "dangjian.desk.arrivals.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # registry.brake counts instead, in the database all processes share
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DANGJIAN_PROXIES", "0"))
MFA_ADAPTER = "dangjian.registry.signin.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # telephones that are half a minute slow or fast

# --- Sessions, cookies, headers ---------------------------------------------------------------
# With this prefix a browser keeps a cookie to this very host, and takes it by https only.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
# A browser sends the cookies of one host to all its ports: the practice copy has other names.
_OURS = COOKIE_PREFIX + ("practice-" if PRACTICE else "")
SESSION_ENGINE = "dangjian.registry.sessions"
SESSION_COOKIE_NAME = f"{_OURS}session"
KNOWN_COOKIE_NAME = f"{_OURS}known"  # that accounts were signed in to on this browser before
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_NAME = f"{_OURS}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dangjian.config.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
FILE_UPLOAD_HANDLERS = ["dangjian.kernel.files.uploads.CappedUploadHandler"]
INCOMING = OWN / "incoming"  # files that are being received
IMPORTS_DIR = OWN / "imports"
EXPORTS_DIR = OWN / "exports"  # finished tables, until they were fetched
LIBRARY_DIR = OWN / "library"  # files of documents
# A virus scanner beside us: the path of its socket, or host:port. None unless the operator has one.
CLAMD = os.environ.get("DANGJIAN_CLAMD", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Jobs stand in each room's jobs.py (kernel/jobs.py says how).
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Gateways for notices, with their secrets: never in the database. The practice copy has none.
COURIER = {
    kind: "" if PRACTICE else os.environ.get(f"DANGJIAN_{kind.upper()}", "")
    for kind in ("mail", "sms", "chat")
}

# The site's own address, looked for twice an hour (portal/probing.py); without one not at all.
SITE_ADDRESS = "" if PRACTICE else os.environ.get("DANGJIAN_ADDRESS", "").strip()

# Feeds of others are fetched from public addresses at 80 and 443 only, and from these.
FEED_HOSTS = frozenset(
    one.strip().lower() for one in os.environ.get("DANGJIAN_FEED_HOSTS", "").split(",") if one
)

# What somebody in a cooling-off period still reaches (registry.viewer); he is led to the first.
LEAVERS_PAGES = (
    "leaving_mine",
    "leaving_acknowledge",
    "handover",
    "handover_line",
    "handover_line_edit",
    "handover_send",
    "handover_refresh",
    "handover_sign",
    "handover_print",
    "handover_paper",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "account_change_password",
)

# Posts that do no harm when they come twice; every other form carries a form key. Those that count
# failed tries must stand here: a count inside the request's transaction would be rolled back.
REPEATABLE_POSTS = {
    "preferences",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "activate",
    "contribution_find",
    "practice_reset",
    "channel_verify",
    "message_read",
    "messages_read_all",
    "messages_unread",
    "document_place",
    # A letter being written is a draft: the same page sent again, also by the browser's back
    # button, is the same draft. Only sending it away carries a key.
    "write",
    "write_to",
    "write_text",
    "write_about",
    "write_contact",
    "write_together",
    "write_publish",
    "write_drop",
    "write_done",
    "follow",
    "follow_leave",
    "objection_follow",
    "disclosure_follow",
}

# Letters written without an account: the cookie that finds the draft, the work a browser is asked
# for (so many zero bits; 0 for none), and how many letters an hour one address may send.
LETTER_COOKIE_NAME = f"{_OURS}letter"
LETTER_WORK_BITS = int(os.environ.get("DANGJIAN_LETTER_WORK", "15"))
LETTERS_AN_HOUR = int(os.environ.get("DANGJIAN_LETTERS_AN_HOUR", "40"))

SITE_NAME = os.environ.get("DANGJIAN_SITE_NAME", "禾丰党建网")
SITE_ORGANIZER = os.environ.get("DANGJIAN_SITE_ORGANIZER", "中共禾丰区委组织部主办")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "dangjian.config.log_lines.OneLine"}},
    "filters": {
        "untold": {  # an outage was told in one line by config/errors.py
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) != 503,
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["untold"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
