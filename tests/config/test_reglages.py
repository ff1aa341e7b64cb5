"""Les réglages : chaque faute est dite en français, avec son remède ; ce qui met en danger ne démarre pas."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from jumelles.config import verification
from jumelles.config.environnement import CETTE_MACHINE, Environnement
from jumelles.config.verification import CONNUES, Installation
from tests.atelier.bases import environnement

RACINE = Path(__file__).resolve().parents[2]
BONNE_CLE = "kJ8s-dPq2_zX4vB7nM1wR5tY9uI3oL6aH0gFcEeDiSbKjUyTrWxQ"
PUBLIQUE = "https://jumelles.exemple.fr"


def installation(**change: object) -> Installation:
    """Une installation publique saine, sauf ce qu'on change."""
    saine: dict[str, object] = {
        "adresse": PUBLIQUE, "hotes": ("jumelles.exemple.fr",), "debug": False, "cle_secrete": BONNE_CLE,
        "mandataires": CETTE_MACHINE, "courriel": "smtp://exemple.invalid", "accepter_http": False,
        "mentions": {"JUMELLES_EDITEUR": "Nous"},
    }  # fmt: skip
    return Installation(**{**saine, **change})  # type: ignore[arg-type]


def dangers(i: Installation) -> list[str]:
    env = Environnement({})
    verification.refuser_les_dangers(env, i)
    return env.fautes


@pytest.mark.parametrize(
    ("lire", "valeur", "rendu"),
    [
        ("oui_non", "oui", True), ("oui_non", "1", True), ("oui_non", "TRUE", True), ("oui_non", "non", False),
        ("oui_non", "0", False), ("oui_non", "", False), ("reseaux", "oui", CETTE_MACHINE), ("reseaux", "non", ()),
        ("reseaux", "10.0.0.5, 10.1.2.3/16", ("10.0.0.5/32", "10.1.0.0/16")),
        ("reseaux", "2001:db8::/32", ("2001:db8::/32",)),
    ],
)  # fmt: skip
def test_ce_qui_est_bien_ecrit_se_lit(lire: str, valeur: str, rendu: object) -> None:
    env = Environnement({"JUMELLES_X": valeur})
    assert getattr(env, lire)("JUMELLES_X") == rendu
    assert env.fautes == []


@pytest.mark.parametrize(
    ("lire", "valeur", "plus"),
    [
        ("oui_non", "peut-être", {}), ("reseaux", "nginx", {}), ("reseaux", "300.1.1.1", {}),
        ("entier", "-1", {"defaut": 5, "mini": 0, "maxi": 10}), ("entier", "11", {"defaut": 5, "mini": 0, "maxi": 10}),
        ("entier", "1e3", {"defaut": 5, "mini": 0, "maxi": 10}), ("entier", "٣", {"defaut": 5, "mini": 0, "maxi": 10}),
        ("choix", "BAVARD", {"defaut": "INFO", "permis": ("INFO", "ERROR")}),
    ],
)  # fmt: skip
def test_ce_qui_est_mal_ecrit_se_dit(lire: str, valeur: str, plus: dict[str, object]) -> None:
    env = Environnement({"JUMELLES_X": valeur})
    getattr(env, lire)("JUMELLES_X", **plus)
    assert len(env.fautes) == 1
    assert env.fautes[0].startswith(f"JUMELLES_X : « {valeur} »")
    assert env.fautes[0].endswith(".") or re.search(r"\d$|/16\.$", env.fautes[0])


def test_toutes_les_fautes_se_disent_ensemble() -> None:
    env = Environnement({"JUMELLES_A": "bof", "JUMELLES_B": "bof"})
    env.oui_non("JUMELLES_A")
    env.oui_non("JUMELLES_B")
    with pytest.raises(ImproperlyConfigured, match=r"(?s)JUMELLES_A.*JUMELLES_B.*docs/PRODUCTION\.md"):
        env.conclure()


def test_une_adresse_de_base_refusee_ne_redit_pas_son_mot_de_passe() -> None:
    env = Environnement({"JUMELLES_BASE": "mysql://moi:tres-secret@hote/base"})

    def lire(adresse: str) -> str:
        if adresse.startswith("mysql"):
            raise ValueError(adresse)
        return adresse

    assert env.selon("JUMELLES_BASE", lire, "sqlite://", "Écrivez-la mieux.") == "sqlite://"
    assert "secret" not in env.fautes[0]


@pytest.mark.parametrize(
    ("change", "variable"),
    [
        ({"debug": True}, "JUMELLES_DEBUG"),
        ({"hotes": ("*",)}, "JUMELLES_HOTES"),
        ({"hotes": ("autre.exemple.fr",)}, "JUMELLES_HOTES"),
        ({"cle_secrete": "courte"}, "JUMELLES_CLE_SECRETE"),
        ({"cle_secrete": "a" * 80}, "JUMELLES_CLE_SECRETE"),
        ({"adresse": "http://jumelles.exemple.fr"}, "JUMELLES_ADRESSE"),
        ({"adresse": "http://8.8.8.8", "hotes": ("8.8.8.8",)}, "JUMELLES_ADRESSE"),
        ({"adresse": "jumelles.exemple.fr"}, "JUMELLES_ADRESSE"),
        ({"adresse": "https://jumelles.exemple.fr/atlas"}, "JUMELLES_ADRESSE"),
    ],
)
def test_ce_qui_met_en_danger_ne_demarre_pas(change: dict[str, object], variable: str) -> None:
    """D10 : chaque danger nomme sa variable, ce qui ne va pas, comment réparer."""
    dites = dangers(installation(**change))
    assert len(dites) == 1
    assert dites[0].startswith(f"{variable} : ")
    assert len(dites[0].split(". ")) >= 2 or " Écrivez" in dites[0] or "?" in dites[0]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"adresse": "http://jumelles.exemple.fr", "accepter_http": True},
        {"hotes": (".exemple.fr",)},
        {"adresse": "http://localhost:8000", "hotes": ("localhost",), "debug": True},
        {"adresse": "http://192.168.1.5:8000", "hotes": ("*",), "debug": True},
        {"adresse": "http://[::1]:8000", "hotes": ("[::1]",)},
    ],
)
def test_ce_qui_est_sain_demarre(change: dict[str, object]) -> None:
    assert dangers(installation(**change)) == []


def test_les_avis_ne_bloquent_pas() -> None:
    i = installation(mandataires=(), courriel="consolemail://", mentions={"JUMELLES_EDITEUR": ""})
    dits = verification.avis(i, {"JUMELLES_HOTE": "x", "JUMELLES_BASE": "y", "AUTRE": "z"})
    assert [d.split(" ")[0] for d in dits] == ["JUMELLES_HOTE", "JUMELLES_ADRESSE", "JUMELLES_COURRIEL", "la"]
    assert "Vouliez-vous écrire JUMELLES_HOTES ?" in dits[0]
    assert verification.avis(installation(), {}) == ()


def test_chaque_variable_lue_est_connue_et_documentee() -> None:
    """Une variable oubliée de la liste serait annoncée comme une faute de frappe."""
    lecture = re.compile(r'(?:env\.\w+|environ\.get|environ\[|setdefault)\(?\s*"(JUMELLES_[A-Z_]+)"')
    lues = set()
    for fichier in (*(RACINE / "jumelles").rglob("*.py"), *(RACINE / "tests" / "atelier").rglob("*.py")):
        lues |= set(lecture.findall(fichier.read_text()))
    assert "JUMELLES_MANDATAIRE" in lues
    assert lues <= CONNUES
    guide = (RACINE / "docs" / "PRODUCTION.md").read_text()
    absentes = {nom for nom in CONNUES if f"`{nom}`" not in guide}
    assert absentes == set()


def test_une_variable_mal_ecrite_arrete_la_commande_en_francais(tmp_path: Path) -> None:
    """Sur la vraie ligne de commande : code 3, aucune trace, les deux fautes."""
    env = {
        **environnement(f"sqlite:///{tmp_path}/b.sqlite3"),
        "JUMELLES_DEBUG": "bof",
        "JUMELLES_API_DEBIT": "beaucoup",
    }
    fait = subprocess.run(
        [sys.executable, "-m", "jumelles.commandes", "verifier"],
        cwd=RACINE, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert fait.returncode == 3
    assert "Traceback" not in fait.stderr
    assert "JUMELLES_DEBUG : « bof » ne se comprend pas." in fait.stderr
    assert "JUMELLES_API_DEBIT" in fait.stderr


def test_le_reglage_du_guide_demarre() -> None:
    """Le fichier à copier, tel quel, ne porte ni faute ni danger ; la clé est celle de var/."""
    lignes = (RACINE / "docs" / "production" / "reglages").read_text().splitlines()
    valeurs = dict(ligne.split("=", 1) for ligne in lignes if ligne.startswith("JUMELLES_"))
    permises = {ligne.lstrip("#").split("=", 1)[0] for ligne in lignes if re.match(r"#?JUMELLES_", ligne)}
    env = Environnement(valeurs)
    i = installation(
        adresse=env.texte("JUMELLES_ADRESSE"), hotes=tuple(env.liste("JUMELLES_HOTES", [])),
        mandataires=env.reseaux("JUMELLES_MANDATAIRE"),
    )  # fmt: skip
    verification.refuser_les_dangers(env, i)
    assert env.fautes == []
    assert permises <= CONNUES
    assert i.mandataires == CETTE_MACHINE
