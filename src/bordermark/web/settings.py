"""Django's settings, derived from the configuration; what can be set from outside stands there."""

import locale
from pathlib import Path

import dj_database_url

from bordermark.languages import LANGUAGES as CODES
from bordermark.languages import NAMES
from bordermark.web import configuration
from bordermark.web.secret import secret_key

CONFIGURATION = configuration.read()
HERE = Path(__file__).parent

DEBUG = CONFIGURATION.debug
SECRET_KEY = CONFIGURATION.secret_key or secret_key(CONFIGURATION.data)
ALLOWED_HOSTS = list(CONFIGURATION.allowed_hosts)
BASE_URL = CONFIGURATION.base_url

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "bordermark.publishing",
    "bordermark.vocabulary",
    "bordermark.organisations",
    "bordermark.accounts",
    "bordermark.contributions",
    "bordermark.compendium",
    "bordermark.structures",
    "bordermark.framework",
    "bordermark.diagnosis",
    "bordermark.screening",
    "bordermark.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bordermark.web.headers.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "bordermark.accounts.privacy.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bordermark.web.error_pages.ErrorPages",
]
ROOT_URLCONF = "bordermark.web.urls"
WSGI_APPLICATION = "bordermark.web.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.template.context_processors.i18n",
            "django.contrib.messages.context_processors.messages",
            "bordermark.web.context.site",
        ],
    },
}]

if CONFIGURATION.database_url:
    DATABASES = {"default": dj_database_url.parse(CONFIGURATION.database_url, conn_max_age=60)}
else:
    DATABASES = {"default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(CONFIGURATION.database_file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [(code, NAMES[code]) for code in CODES]
locale.locale_alias["zh"] = "zh_Hans.UTF-8"  # where Django and allauth keep their own words in simplified Chinese
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["bordermark.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = CONFIGURATION.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
INDEX_FOLDER = CONFIGURATION.index_folder

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["username", "name", "email"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "bordermark.accounts.adapter.ByInvitation"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation went to the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_DISPLAY = "bordermark.accounts.adapter.display"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Bordermark"
MFA_TOTP_TOLERANCE = 1
CSRF_FAILURE_VIEW = "bordermark.web.error_pages.forbidden"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
DEFAULT_FROM_EMAIL = CONFIGURATION.email_from
MAIL_DOMAIN = CONFIGURATION.email_from.rpartition("@")[2].rstrip("> ")
if CONFIGURATION.email_url:
    globals().update(configuration.mail_server(CONFIGURATION.email_url))
else:
    EMAIL_BACKEND = "bordermark.accounts.mail_files.EmailBackend"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
