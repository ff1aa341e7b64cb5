"""Réglages : tout ce qui change d'une installation à l'autre se lit dans l'environnement.

Une valeur mal écrite arrête le démarrage avec une phrase qui dit laquelle et comment la corriger.
"""

import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

import environ

from jumelles.config import verification
from jumelles.config.environnement import Environnement
from jumelles.config.journaux import journaux

RACINE = Path(__file__).resolve().parents[2]
env = Environnement(os.environ)

VAR = Path(env.texte("JUMELLES_VAR") or RACINE / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True)


def _cle_secrete() -> str:
    """Lire la clé dans l'environnement, sinon dans var/, où elle est tirée au sort une fois."""
    cle = env.texte("JUMELLES_CLE_SECRETE")
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
DEBUG = env.oui_non("JUMELLES_DEBUG")
SECRET_KEY = _cle_secrete()
ADRESSE_PUBLIQUE = env.texte("JUMELLES_ADRESSE", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.liste("JUMELLES_HOTES", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [ADRESSE_PUBLIQUE]
# De qui croire les en-têtes X-Forwarded-* : personne, cette machine, ou ces réseaux.
MANDATAIRES = env.reseaux("JUMELLES_MANDATAIRE")

INSTALLED_APPS = [
    "jumelles.comptes",
    "jumelles.taches",
    "jumelles.pieces",
    "jumelles.provenance",
    "jumelles.territoires",
    "jumelles.acteurs",
    "jumelles.rattachements",
    "jumelles.cooperations",
    "jumelles.contributions",
    "jumelles.retombees",
    "jumelles.conseil",
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
    "jumelles.web.exploitation.mandataire.MandataireMiddleware",
    "jumelles.web.exploitation.passage.PassageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "jumelles.web.exploitation.methodes.MethodesMiddleware",
    "jumelles.web.exploitation.gros_fichiers.GrosFichiersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "jumelles.api.porte.PorteApi",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jumelles.comptes.middleware.SecondFacteurMiddleware",
    "jumelles.web.importer.taille.TailleMiddleware",
    "axes.middleware.AxesMiddleware",
    "jumelles.web.indisponible.IndexIndisponibleMiddleware",
]

ROOT_URLCONF = "jumelles.config.urls"
WSGI_APPLICATION = "jumelles.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "jumelles" / porte / "gabarits" for porte in ("web", "api")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jumelles.web.contexte.maison",
            ],
            "builtins": ["jumelles.web.templatetags.jumelles", "jumelles.web.templatetags.tete"],
        },
    },
]


def _base(adresse: str) -> dict[str, Any]:
    """Lire l'adresse d'une base ; ValueError si ce n'est ni SQLite ni PostgreSQL."""
    lue: dict[str, Any] = environ.Env.db_url_config(adresse)
    if not lue["ENGINE"].endswith((".sqlite3", ".postgresql")):
        raise ValueError(lue["ENGINE"])
    return lue


DATABASES = {
    "default": env.selon(
        "JUMELLES_BASE", _base, f"sqlite:///{VAR / 'jumelles.sqlite3'}",
        "Écrivez sqlite:////chemin/base.sqlite3 ou postgres://compte:secret@hote:5432/base ; "
        "un signe spécial du mot de passe s'écrit en pourcent (« # » : %23).",
    )
}  # fmt: skip
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # Au plus que SQLite sache lire sans copie (2 Gio) : au-delà, chaque page lue coûte un appel au système.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=2147418112;",
    }
    # Un fichier, et non la mémoire : les essais éprouvent la même base que celle qu'on sert.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "essais" / "base.sqlite3")}
# Rouvrir la base à chaque page, c'est en relire le plan et en refermer le journal à chaque page.
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
# Une tuile est déjà comprimée, et se demande par morceaux : le fichier doit rester tel quel.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "webp", "zip", "gz", "br", "woff", "woff2", "pmtiles")

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
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MANDATAIRES else None
CSRF_FAILURE_VIEW = "jumelles.web.exploitation.methodes.jeton_refuse"
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

EMAIL_CONFIG = env.selon(
    "JUMELLES_COURRIEL", environ.Env.email_url_config, "consolemail://",
    "Écrivez smtp+tls://compte:secret@hote:587 ou consolemail://.",
)  # fmt: skip
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.texte("JUMELLES_EXPEDITEUR", "Jumelles <ne-pas-repondre@localhost>")

# « journal » : des lignes JSON pour les machines ; dans un terminal, des phrases.
LOGGING = journaux(
    niveau=env.choix("JUMELLES_JOURNAL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    forme=env.choix("JUMELLES_JOURNAL_FORME", "auto", ("auto", "json", "texte")),
    essais=ESSAIS,
)

# Combien de demandes une adresse peut faire à l'API en une minute ; 0 : sans limite.
API_DEBIT = env.entier("JUMELLES_API_DEBIT", 600, mini=0, maxi=1_000_000)
# Combien de grands fichiers chaque processus du site écrit à la fois ; 0 : sans limite.
EXPORTS = env.entier("JUMELLES_EXPORTS", 2, mini=0, maxi=1_000)
# Ce que pèse au plus un fichier déposé, en mégaoctets ; ce qui arrive s'écrit dans var/, jamais en mémoire.
DEPOT_MAXIMUM = env.entier("JUMELLES_DEPOT_MAXIMUM", 100, mini=1, maxi=2_000)
DEPOT_OCTETS_MAX = DEPOT_MAXIMUM << 20
FILE_UPLOAD_TEMP_DIR = VAR / "arrivees"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
# Place libre, en mégaoctets, sous laquelle /healthz donne l'alerte.
DISQUE_MINIMUM = env.entier("JUMELLES_DISQUE_MINIMUM", 500, mini=0, maxi=100_000_000)

# L'index de recherche : un dossier, que « jumelles reindexer » refait.
INDEX = Path(env.texte("JUMELLES_INDEX") or VAR / "index").resolve()
DONNEES = env.texte("JUMELLES_DONNEES")
NPM_PAQUETS = RACINE / "node_modules"

# Ce que la loi demande d'afficher ; vide, la page dit « non renseigné ».
EDITEUR = env.texte("JUMELLES_EDITEUR")
DIRECTEUR = env.texte("JUMELLES_DIRECTEUR")
HEBERGEUR = env.texte("JUMELLES_HEBERGEUR")
CONTACT = env.texte("JUMELLES_CONTACT")
CONTACT_SECURITE = env.texte("JUMELLES_CONTACT_SECURITE")

_INSTALLATION = verification.Installation(
    adresse=ADRESSE_PUBLIQUE, hotes=tuple(ALLOWED_HOSTS), debug=DEBUG, cle_secrete=SECRET_KEY,
    mandataires=MANDATAIRES, courriel=env.texte("JUMELLES_COURRIEL", "consolemail://"),
    accepter_http=env.oui_non("JUMELLES_ACCEPTER_HTTP"),
    mentions={"JUMELLES_EDITEUR": EDITEUR, "JUMELLES_DIRECTEUR": DIRECTEUR, "JUMELLES_HEBERGEUR": HEBERGEUR,
              "JUMELLES_CONTACT": CONTACT},
)  # fmt: skip
verification.refuser_les_dangers(env, _INSTALLATION)
env.conclure()
AVIS_DES_REGLAGES = verification.avis(_INSTALLATION, os.environ)
