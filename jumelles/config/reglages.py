"""Réglages : tout ce qui change d'une installation à l'autre se lit dans l'environnement.

Une valeur mal écrite arrête le démarrage avec une phrase qui dit laquelle et comment la corriger.
"""

import contextlib
import secrets
import sys
from pathlib import Path

import environ

RACINE = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR = Path(env.str("JUMELLES_VAR", str(RACINE / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)


def _cle_secrete() -> str:
    """Lire la clé dans l'environnement, sinon dans var/, où elle est tirée au sort une fois."""
    cle: str = env.str("JUMELLES_CLE_SECRETE", "")
    if cle:
        return cle
    fichier = VAR / "cle_secrete"
    if not fichier.exists():
        provisoire = VAR / f"cle_secrete.{secrets.token_hex(4)}"
        provisoire.write_text(secrets.token_urlsafe(64))
        provisoire.chmod(0o600)
        with contextlib.suppress(FileExistsError):
            fichier.hardlink_to(provisoire)
        provisoire.unlink()
    return fichier.read_text().strip()


ESSAIS = "pytest" in sys.modules
DEBUG = env.bool("JUMELLES_DEBUG", False)
SECRET_KEY = _cle_secrete()
ADRESSE_PUBLIQUE = env.str("JUMELLES_ADRESSE", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("JUMELLES_HOTES", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [ADRESSE_PUBLIQUE]

INSTALLED_APPS = [
    "jumelles.comptes",
    "jumelles.taches",
    "jumelles.provenance",
    "jumelles.territoires",
    "jumelles.acteurs",
    "jumelles.cooperations",
    "jumelles.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jumelles.comptes.middleware.SecondFacteurMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jumelles.config.urls"
WSGI_APPLICATION = "jumelles.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "jumelles" / "web" / "gabarits"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jumelles.web.contexte.maison",
            ],
            "builtins": ["jumelles.web.templatetags.jumelles"],
        },
    },
]

DATABASES = {"default": env.db("JUMELLES_BASE", f"sqlite:///{VAR / 'jumelles.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;",
    }
    # Un fichier, et non la mémoire : les essais éprouvent la même base que celle qu'on sert.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "essais" / "base.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français")]
LOCALE_PATHS = [RACINE / "jumelles" / "web" / "traductions"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/statique/"
STATIC_ROOT = VAR / "statique"
(VAR / "construit").mkdir(exist_ok=True)
STATICFILES_DIRS = [VAR / "construit"]
# Ce que « jumelles construire » appelle : les deux portes ne se connaissent pas, les réglages les relient.
CONSTRUCTION_FRONTAL = "jumelles.web.construction.construire_frontal"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{n}"}
    for n in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_ADAPTER = "jumelles.comptes.adaptateur.AdaptateurCompte"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ADRESSE_PUBLIQUE.startswith("https") else "http"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jumelles"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HTTP_RESPONSE_CODE = 429
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

_https = ADRESSE_PUBLIQUE.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("JUMELLES_MANDATAIRE", False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_CONFIG = env.email("JUMELLES_COURRIEL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("JUMELLES_EXPEDITEUR", "Jumelles <ne-pas-repondre@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": env.str("JUMELLES_JOURNAL", "WARNING")},
}

DONNEES = env.str("JUMELLES_DONNEES", "")
NPM_PAQUETS = RACINE / "node_modules"

# Ce que la loi demande d'afficher ; vide, la page dit « non renseigné ».
EDITEUR = env.str("JUMELLES_EDITEUR", "")
DIRECTEUR = env.str("JUMELLES_DIRECTEUR", "")
HEBERGEUR = env.str("JUMELLES_HEBERGEUR", "")
CONTACT = env.str("JUMELLES_CONTACT", "")
CONTACT_SECURITE = env.str("JUMELLES_CONTACT_SECURITE", "")
