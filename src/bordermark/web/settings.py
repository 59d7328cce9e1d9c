"""Django's settings, derived from the configuration; what can be set from outside stands there."""

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
    "django.contrib.staticfiles",
    "bordermark.publishing",
    "bordermark.vocabulary",
    "bordermark.organisations",
    "bordermark.contributions",
    "bordermark.compendium",
    "bordermark.screening",
    "bordermark.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bordermark.web.headers.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
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
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["bordermark.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = CONFIGURATION.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
INDEX_FOLDER = CONFIGURATION.index_folder

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
