"""Derrière un vrai nginx, avec le réglage du guide de production (sans TLS) : ce qui passe, ce qui ne passe pas."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.atelier.bases import environnement
from tests.atelier.empreintes import RACINE
from tests.atelier.serveur import port_libre

pytestmark = pytest.mark.nginx
GUIDE = RACINE / "docs" / "production"
DEBIT = 4
# Le temps que granian charge le site et que nginx le trouve.
PATIENCE = 90


def adapter(texte: str, port: int, dossier: Path) -> str:
    """Le réglage du guide, à ce port et dans ce dossier, sans TLS ni le renvoi du port 80 ; rien d'autre ne change."""
    texte = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", texte, count=1, flags=re.S)
    texte = re.sub(r"^ *(ssl_\w+|listen \[::\]).*\n", "", texte, flags=re.M)
    for avant, apres in (
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        ("jumelles.exemple.fr", "localhost"),
        ("/run/jumelles/site.sock", str(dossier / "site.sock")),
        ("/srv/jumelles/var/statique/", f"{dossier}/statique/"),
        ("/etc/nginx/jumelles-mandataire.conf", str(GUIDE / "nginx-mandataire.conf")),
        ("/var/log/nginx/", f"{dossier}/"),
    ):
        assert avant in texte, avant
        texte = texte.replace(avant, apres)
    compte = "user root;" if os.geteuid() == 0 else ""
    chemins = "".join(
        f"{nom}_temp_path {dossier}/temp-{nom};" for nom in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"{compte} pid {dossier}/nginx.pid; events {{}}\nhttp {{ {chemins}\n{texte}\n}}\n"


def demander(adresse: str, methode: str = "GET", **entetes: str) -> Any:
    """Demander sans suivre ; rendre la réponse, même refusée, son corps lu dans `corps`."""
    noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
    demande = urllib.request.Request(adresse, method=methode, headers=noms)
    try:
        reponse: Any = urllib.request.urlopen(demande, timeout=30)
    except urllib.error.HTTPError as refus:
        reponse = refus
    reponse.corps = reponse.read()
    return reponse


@pytest.fixture(scope="module")
def mandataire(bases_preparees: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """(adresse de nginx, dossier) : nginx devant un vrai granian, sur une prise Unix."""
    dossier, port = tmp_path_factory.mktemp("nginx"), port_libre()
    (dossier / "statique").mkdir()
    (dossier / "statique" / "carte.pmtiles").write_bytes(bytes(range(256)) * 4)
    (dossier / "statique" / "jumelles.0123456789ab.css").write_text("p { color: red }")
    (dossier / "nginx.conf").write_text(adapter((GUIDE / "nginx.conf").read_text(), port, dossier))
    base = bases_preparees.copier("mandataire")
    env = {
        **environnement(base), "JUMELLES_VAR": str(dossier), "JUMELLES_ADRESSE": f"http://localhost:{port}",
        "JUMELLES_MANDATAIRE": "oui", "JUMELLES_API_DEBIT": str(DEBIT), "JUMELLES_JOURNAL_FORME": "json",
    }  # fmt: skip
    commandes = (
        [sys.executable, "-m", "jumelles.commandes", "servir", "--prise", str(dossier / "site.sock")],
        ["nginx", "-c", str(dossier / "nginx.conf"), "-p", str(dossier), "-g", "daemon off;"],
    )
    journal = (dossier / "journal").open("wb")
    enfants = [subprocess.Popen(c, cwd=RACINE, env=env, stdout=journal, stderr=journal) for c in commandes]
    try:
        attendre(f"http://localhost:{port}/mentions-legales/", enfants, dossier)
        yield f"http://localhost:{port}", dossier
    finally:
        for enfant in reversed(enfants):
            enfant.terminate()
            enfant.wait(timeout=30)
        bases_preparees.jeter(base)


def attendre(adresse: str, enfants: list[subprocess.Popen[bytes]], dossier: Path) -> None:
    fin = time.monotonic() + PATIENCE
    while time.monotonic() < fin and all(e.poll() is None for e in enfants):
        try:
            if demander(adresse).status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError((dossier / "journal").read_text()[-3000:])


def journal_qui_dit(dossier: Path, attendu: str) -> str:
    """Le journal de nginx, qui s'écrit après la réponse : on l'attend."""
    fin = time.monotonic() + PATIENCE
    while attendu not in (ecrit := (dossier / "jumelles.log").read_text()) and time.monotonic() < fin:
        time.sleep(0.05)
    return ecrit


def test_une_page_passe_avec_ses_protections(mandataire: tuple[str, Path]) -> None:
    reponse = demander(f"{mandataire[0]}/mentions-legales/")
    assert reponse.headers.get_all("X-Frame-Options") == ["DENY"]
    assert len(reponse.headers.get_all("Content-Security-Policy")) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", reponse.headers["X-Request-ID"])  # celui de nginx, gardé jusqu'au bout
    demandee = reponse.headers["X-Request-ID"]
    assert demandee in journal_qui_dit(mandataire[1], demandee)
    assert "granian" not in str(reponse.headers["Server"])


def test_le_journal_de_nginx_ne_dit_rien_de_personnel(mandataire: tuple[str, Path]) -> None:
    reponse = demander(f"{mandataire[0]}/mentions-legales/?q=Jean+Dupont", User_Agent="Navigateur/9")
    ecrit = journal_qui_dit(mandataire[1], reponse.headers["X-Request-ID"])
    assert "/mentions-legales/ 200" in ecrit
    assert not any(secret in ecrit for secret in ("Dupont", "127.0.0.1", "Navigateur"))


def test_le_fond_de_carte_se_lit_par_morceaux(mandataire: tuple[str, Path]) -> None:
    reponse = demander(f"{mandataire[0]}/statique/carte.pmtiles", Range="bytes=256-511")
    assert reponse.status == 206
    assert reponse.headers["Content-Range"] == "bytes 256-511/1024"
    assert reponse.corps == bytes(range(256))
    assert reponse.headers["Content-Type"] == "application/octet-stream"
    trop = demander(f"{mandataire[0]}/statique/carte.pmtiles", Range="bytes=5000-6000")
    assert trop.status == 416


def test_un_fichier_a_empreinte_se_garde_un_an(mandataire: tuple[str, Path]) -> None:
    fige = demander(f"{mandataire[0]}/statique/jumelles.0123456789ab.css")
    assert "immutable" in fige.headers["Cache-Control"]
    assert fige.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" not in demander(f"{mandataire[0]}/statique/carte.pmtiles").headers["Cache-Control"]


@pytest.mark.parametrize(
    "chemin", ["/statique/../cle_secrete", "/statique/%2e%2e/cle_secrete", "/statique../cle_secrete"]
)
def test_rien_ne_sort_du_dossier_servi(mandataire: tuple[str, Path], chemin: str) -> None:
    assert (mandataire[1] / "cle_secrete").exists()
    assert demander(f"{mandataire[0]}{chemin}").status in (400, 404)


def test_l_adresse_de_la_personne_ne_se_forge_pas(mandataire: tuple[str, Path]) -> None:
    """Changer X-Forwarded-For à chaque demande ne rend pas un débit neuf : nginx le remplace."""
    vues = [
        demander(f"{mandataire[0]}/api/v1/thesaurus/odd", X_Forwarded_For=f"203.0.113.{n}")
        for n in range(3 * DEBIT)  # même à cheval sur deux minutes, l'une d'elles déborde
    ]
    refus = [r for r in vues if r.status == 429]
    assert refus
    assert int(refus[0].headers["Retry-After"]) > 0
    assert refus[0].headers["Content-Type"] == "application/problem+json"


def test_un_hote_inconnu_et_une_adresse_trop_longue_sont_refuses(mandataire: tuple[str, Path]) -> None:
    assert demander(f"{mandataire[0]}/mentions-legales/", Host="pirate.exemple.fr").status == 400
    assert demander(f"{mandataire[0]}/relations/?q=" + "a" * 10_000).status == 200
    assert demander(f"{mandataire[0]}/relations/?q=" + "a" * 20_000).status == 414


def test_la_sante_se_lit_d_ici(mandataire: tuple[str, Path]) -> None:
    """Sans ouvrier, l'alerte est donnée ; le site, lui, répond."""
    assert demander(f"{mandataire[0]}/healthz").status == 503
    assert demander(f"{mandataire[0]}/healthz?vital=oui").status == 200


def test_une_seule_adresse_ne_prend_pas_tout(mandataire: tuple[str, Path]) -> None:
    """Dix pages par seconde, une réserve de soixante : au-delà, 429, avant même d'atteindre le site."""
    codes = [demander(f"{mandataire[0]}/robots.txt", "HEAD").status for _ in range(150)]
    assert codes[0] == 200
    assert 429 in codes


@pytest.mark.parametrize("unite", ["jumelles-site.service", "jumelles-ouvrier.service"])
def test_les_unites_lancent_des_commandes_qui_existent(unite: str) -> None:
    """Les deux services lisent le même réglage, écrivent au même endroit, et leur commande se comprend."""
    texte = (GUIDE / unite).read_text()
    ligne = re.search(r"^ExecStart=/srv/jumelles/.venv/bin/jumelles (.+)$", texte, re.M)
    assert ligne is not None
    assert "EnvironmentFile=/etc/jumelles/reglages" in texte
    assert "ReadWritePaths=/srv/jumelles/var" in texte
    aide = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", ligne.group(1).split()[0], "--aide"],
        cwd=RACINE, env=environnement("sqlite:///:memory:"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    options = re.findall(r"--[a-z]+", ligne.group(1))
    assert all(option in aide.stdout for option in options)
