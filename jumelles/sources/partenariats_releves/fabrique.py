"""Rédiger partenariats.csv d'après la table d'origine et les décisions relues (une fois, à la main).

    python -m jumelles.sources.partenariats_releves.fabrique <table d'origine.csv>

Une valeur qu'aucune décision ne couvre arrête tout : on la relit, on l'ajoute à relecture/, on relance.
"""

import csv
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from jumelles.sources.partenariats_releves.colonnes import ORIGINE, TABLE

ICI = Path(__file__).parent
RELEVE_LE = "2026-11-21"
_ADRESSE = re.compile(r"https?://[^\s«»]+")
_ANNEE = re.compile(r"(?:1[89]|20)\d{2}")


class NonRelu(ValueError):
    """Une valeur d'origine qu'aucune décision relue ne couvre."""


def _read(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def _indexer(nom: str, cle: str) -> dict[str, dict[str, str]]:
    return {ligne[cle]: ligne for ligne in _read(ICI / nom)}


class Relecture:
    """Les décisions relues, chacune sous le texte d'origine qu'elle lit."""

    def __init__(self) -> None:
        self.natures = _indexer("relecture/natures.csv", "nature_dite")
        self.annees = _indexer("relecture/annees.csv", "annee_dite")
        self.notes = _indexer("relecture/notes.csv", "note_dite")
        self.pays = _indexer("relecture/pays.csv", "pays_dit")
        self.editeurs = _indexer("editeurs.csv", "hote")
        noms = _read(ICI / "relecture/noms.csv")
        self.noms = {(n["cote"], n["nom_dit"]): n for n in noms}

    def read_annee(self, dite: str) -> dict[str, str]:
        """Une année seule se lit telle quelle ; tout autre texte doit avoir été relu."""
        if not dite:
            return {}
        if dite in self.annees:
            return self.annees[dite]
        if _ANNEE.fullmatch(dite):
            return {"debut": dite}
        raise NonRelu(f"année : {dite!r}")


def _require(table: dict[str, dict[str, str]], texte: str, quoi: str) -> dict[str, str]:
    if texte not in table:
        raise NonRelu(f"{quoi} : {texte!r}")
    return table[texte]


def _phrase(texte: str) -> str:
    """Une note d'origine déjà en français, ponctuée."""
    propre = texte.strip().rstrip(".")
    return f"{propre[:1].upper()}{propre[1:]}." if propre else ""


def _sources(texte: str, relecture: Relecture) -> dict[str, str]:
    """L'adresse exacte si elle est entière, l'hôte seul si elle est tronquée, rien sans page."""
    adresses = _ADRESSE.findall(texte)
    if not adresses:
        fiche = _require(relecture.editeurs, texte, "source")
        return {"adresse": "", "autre_adresse": "", **_editeur(fiche)}
    decoupee = urlsplit(adresses[0])
    entiere = "…" not in adresses[0]
    fiche = _require(relecture.editeurs, decoupee.netloc, "hôte")
    return {
        "adresse": adresses[0] if entiere else f"{decoupee.scheme}://{decoupee.netloc}/",
        "autre_adresse": adresses[1] if len(adresses) > 1 else "",
        **_editeur(fiche),
    }


def _editeur(fiche: dict[str, str]) -> dict[str, str]:
    return {"editeur": fiche["editeur"], "nature_source": fiche["nature_source"]}


def rediger(rang: int, origine: dict[str, str], relecture: Relecture) -> dict[str, str]:
    """Une ligne de notre table ; NonRelu si une valeur n'a pas été relue."""
    nature = _require(relecture.natures, origine["nature"], "nature")
    annee = relecture.read_annee(origine["annee"])
    note = relecture.notes.get(origine["note"], {"note": _phrase(origine["note"])})
    ici = relecture.noms.get(("collectivite", origine["collectivite"]), {})
    la_bas = relecture.noms.get(("partenaire", origine["partenaire"]), {})
    ligne = dict.fromkeys(TABLE, "")
    ligne.update({n: annee.get(n, "") for n in ("fin", "en_vigueur_dit", "renouvele", "premiere_convention")})
    ligne.update({n: note.get(n) or annee.get(n, "") for n in ("debut", "etat", "etat_depuis", "date_information")})
    ligne.update(_sources(origine["source"], relecture))
    ligne.update(
        id=f"pr-{rang:04d}",
        collectivite=origine["collectivite"],
        niveau=origine["niveau"],
        collectivites_lues=ici.get("lus") or origine["collectivite"],
        departements_lus=ici.get("departements")
        or (_departements(origine["source"]) if origine["niveau"] == "commune" else ""),
        partenaire=origine["partenaire"],
        partenaires_lus=la_bas.get("lus") or origine["partenaire"],
        partenaire_niveau=la_bas.get("niveau") or "ville",
        pays_dit=origine["pays"],
        pays_iso2=_require(relecture.pays, origine["pays"], "pays")["iso2"],
        objet=nature["objet"],
        nature_dite=origine["nature"],
        nature=nature["nature"],
        autres_natures=nature["autres_natures"],
        dispositif=nature["dispositif"],
        annee_dite=origine["annee"],
        note_dite=origine["note"],
        source_dite=origine["source"],
        fiabilite=origine["fiabilite"],
        releve_le=RELEVE_LE,
    )
    _corriger(ligne)
    precisions = (nature["precision"], annee.get("precision", ""), note["note"])
    ligne["note"] = " ".join(p for p in precisions if p)
    return ligne


# Ce que la page dit du territoire : son titre, ou le réseau régional qui la publie.
_TERRITOIRES = {
    "franco-allemands-en-franche-comte": "25 | 39 | 70 | 90",
    "oc-cooperation.org": "09 | 11 | 12 | 30 | 31 | 32 | 34 | 46 | 48 | 65 | 66 | 81 | 82",
}


def _departements(source: str) -> str:
    """Les départements que la page permet de dire ; ils ne départagent que des communes."""
    return next((departements for mot, departements in _TERRITOIRES.items() if mot in source), "")


def _corriger(ligne: dict[str, str]) -> None:
    """Ce que la nature d'origine change à la lecture de l'année et de la nature."""
    if ligne["nature_dite"] == "convention":
        ligne["premiere_convention"], ligne["debut"] = ligne["debut"], ""
    if ligne["nature_dite"] == "projet AAP":
        ligne["dispositif"] += f" {ligne['debut']}"
        ligne["date_information"], ligne["debut"] = ligne["debut"], ""
    if ligne["nature_dite"] == "jumelage/coop." and ligne["niveau"] != "commune":
        ligne["nature"], ligne["autres_natures"] = ligne["autres_natures"], ligne["nature"]


def ecrire(origine: Path, cible: Path = ICI / "partenariats.csv") -> int:
    """Rédiger toute la table ; rend le nombre de lignes."""
    lignes = _read(origine)
    if tuple(lignes[0]) != ORIGINE:
        raise NonRelu(f"colonnes inattendues : {tuple(lignes[0])}")
    relecture = Relecture()
    redigees = [rediger(rang, ligne, relecture) for rang, ligne in enumerate(lignes, start=1)]
    with cible.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.DictWriter(fichier, TABLE, lineterminator="\n")
        sortie.writeheader()
        sortie.writerows(redigees)
    return len(redigees)


if __name__ == "__main__":
    sys.stdout.write(f"{ecrire(Path(sys.argv[1]))} lignes\n")
