"""Le banc d'essai : références et faits chargés une fois, chaque essai dans sa transaction.

Fixtures offertes : `db` (la base préparée, dans une transaction annulée à la fin, et son index, que nul n'écrit) ;
`index_suivi` (avec `db` : un index à soi, et de quoi l'amener à ce que l'essai vient d'écrire) ; `base_jetable` (une
copie à soi, où l'on peut valider, tuer, restaurer, avec son index) ; `base_vide` (la même, tables seules) ; `site`
(l'adresse d'un vrai serveur sur sa propre copie, avec l'ouvrier qui tient son index) ; `page`, `context`…
(pytest-playwright, sur le Chromium du système).
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.atelier import bases, machine
from tests.atelier.serveur import Serveur, Site

FIXTURES_DE_NAVIGATEUR = {"page", "context", "browser", "new_context", "launch_browser", "playwright"}
FIXTURES_DE_BASE = {"db", "base_jetable", "base_vide", "bases_preparees", "index_suivi", "site"}
INTERDITES = {"transactional_db", "live_server", "django_db_reset_sequences"}
LOCAL = "127.0.0.1,::1,localhost"

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Fermer le réseau, sauf cette machine."""
    config.addinivalue_line("markers", "sqlite: propre à SQLite, ne se fait que sur lui")
    config.addinivalue_line("markers", "postgres: propre à PostgreSQL, ne se fait que sur lui")
    config.option.allow_hosts = LOCAL
    config.option.allow_unix_socket = True


def _lit_une_base(item: pytest.Item) -> bool:
    """Vrai si l'essai se sert d'une base : il ne vaut alors que pour le moteur où il tourne."""
    return (
        bool(FIXTURES_DE_BASE & set(getattr(item, "fixturenames", ())))
        or item.get_closest_marker("django_db") is not None
    )


def _is_fait_ailleurs(item: pytest.Item) -> bool:
    a_l_ecran = bool(FIXTURES_DE_NAVIGATEUR & set(getattr(item, "fixturenames", ())))
    return machine.is_fait_ailleurs(a_l_ecran=a_l_ecran, lit_une_base=_lit_une_base(item))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marquer d'après les fixtures ; refuser ce qui viderait la base préparée ; écarter l'autre moteur."""
    autre = "sqlite" if os.environ.get("JUMELLES_BASE", "").startswith("postgres") else "postgres"
    ecartes = {item for item in items if item.get_closest_marker(autre) or _is_fait_ailleurs(item)}
    config.hook.pytest_deselected(items=list(ecartes))
    items[:] = [item for item in items if item not in ecartes]
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & FIXTURES_DE_NAVIGATEUR:
            item.add_marker("navigateur")
        if "site" in fixtures:
            item.add_marker("site")
        marque = item.get_closest_marker("django_db")
        if fixtures & INTERDITES or (marque and marque.kwargs.get("transaction")):
            raise pytest.UsageError(
                f"{item.nodeid} viderait la base préparée : demandez la fixture « base_jetable » à la place."
            )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ce qu'une machine n'a pas se saute en une ligne ; en intégration continue, c'est un échec."""
    for phrase in machine.manques({m.name for m in item.iter_markers()}):
        if machine.INTEGRATION_CONTINUE:
            pytest.fail(f"CI=true : {phrase}", pytrace=False)
        pytest.skip(phrase)


@pytest.fixture(autouse=True)
def journaux_ouverts() -> None:
    """Le contrôle des imports règle la journalisation, et fait taire celle des autres : la rendre."""
    for nom, journal in logging.root.manager.loggerDict.items():
        if nom.startswith("jumelles") and isinstance(journal, logging.Logger):
            journal.disabled = False


@pytest.fixture(scope="session")
def bases_preparees(django_test_environment: None) -> Iterator[Any]:
    """Le modèle de base (références, faits, données réelles), et de quoi le copier."""
    from django.conf import settings

    adresse = os.environ.get("JUMELLES_BASE", "")
    atelier = bases.ouvrir(adresse, Path(settings.VAR) / "essais")
    atelier.preparer()
    yield atelier
    atelier.fermer()


def _brancher(adresse: str) -> tuple[str, Path]:
    """Faire pointer Django sur cette base et sur son index ; rendre ceux d'avant."""
    from django.conf import settings
    from django.db import connection

    avant = str(connection.settings_dict["NAME"]), Path(settings.INDEX)
    nom = adresse.removeprefix("sqlite:///") if adresse.startswith("sqlite") else adresse.rsplit("/", 1)[1]
    _rebrancher(nom, bases.index_de(adresse))
    return avant


def _rebrancher(nom: str, index: Path) -> None:
    from django.conf import settings
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = nom
    settings.INDEX = index


@pytest.fixture(scope="session")
def django_db_setup(bases_preparees: Any, django_db_blocker: Any) -> Iterator[None]:
    """Brancher les essais sur leur copie de la base préparée."""
    adresse = bases_preparees.copier("essais")
    with django_db_blocker.unblock():
        avant = _brancher(adresse)
    with bases.figer_index(bases.index_de(adresse)):
        yield
    with django_db_blocker.unblock():
        _rebrancher(*avant)
    bases_preparees.jeter(adresse)


@contextmanager
def _branche_sur(bases_preparees: Any, adresse: str, django_db_blocker: Any) -> Iterator[str]:
    from django.db import connections

    with django_db_blocker.unblock():
        avant = _brancher(adresse)
        yield adresse
        connections.close_all()
        _rebrancher(*avant)
    bases_preparees.jeter(adresse)


@pytest.fixture
def index_suivi(db: None) -> Iterator[Callable[[], Any]]:
    """Un index à soi ; l'appeler l'amène à ce que l'essai a écrit, et rend la `MiseAJour`."""
    from django.conf import settings

    from jumelles.recherche.alimentation import rattraper
    from jumelles.recherche.moteur import moteur

    partage = Path(settings.INDEX)
    settings.INDEX = partage.with_name(f"suivi-{secrets.token_hex(6)}.index")
    prive = Path(settings.INDEX)
    bases.copier_index(partage, prive)
    jour = date.fromisoformat(moteur().repere().jour)
    yield lambda: rattraper(jour=jour)
    settings.INDEX = partage
    shutil.rmtree(prive, ignore_errors=True)


@pytest.fixture
def base_jetable(bases_preparees: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Une copie à soi : on y valide, on y tue, on y restaure. Rend son adresse (forme de JUMELLES_BASE)."""
    with _branche_sur(bases_preparees, bases_preparees.copier("jetable"), django_db_blocker) as adresse:
        yield adresse


@pytest.fixture
def base_vide(bases_preparees: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Comme `base_jetable`, mais les tables seules : ni références, ni faits."""
    with _branche_sur(bases_preparees, bases_preparees.copier("vide", nue=True), django_db_blocker) as adresse:
        yield adresse


@pytest.fixture(scope="module")
def references_seules(bases_preparees: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Le module entier sur une copie à lui, sans aucun fait : « db » et « index_suivi » s'y branchent d'eux-mêmes."""
    with _branche_sur(bases_preparees, bases_preparees.copier("references"), django_db_blocker) as adresse:
        bases.oublier_les_faits()
        bases.lancer(adresse, "reindexer")
        with bases.figer_index(bases.index_de(adresse)):
            yield adresse


@pytest.fixture(scope="session")
def site(bases_preparees: Any) -> Iterator[Site]:
    """Le site servi pour de vrai ; sa valeur est son adresse."""
    from django.conf import settings

    adresse = bases_preparees.copier("site")
    bases.taire_le_calendrier(adresse)
    bases.lancer(adresse, "construire")
    serveur = Serveur(adresse, Path(settings.VAR) / "essais" / f"serveur-{os.getpid()}.log", ouvrier=True)
    yield serveur.site
    serveur.arreter()
    bases_preparees.jeter(adresse)
    serveur.journal.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Pour `page.goto("/")` : l'adresse du site."""
    return str(request.getfixturevalue("site"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Le Chromium du système, sans bac à sable (les essais tournent parfois en root), sans réseau de fond."""
    return {
        "executable_path": machine.chemin_du_navigateur(),
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking",
                 "--disable-component-update", "--no-first-run"],
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    """Une personne en France, devant un écran de portable."""
    return {"base_url": base_url, "locale": "fr-FR", "timezone_id": "Europe/Paris",
            "viewport": {"width": 1280, "height": 800}}  # fmt: skip
