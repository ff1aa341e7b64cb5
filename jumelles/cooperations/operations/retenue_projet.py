"""Recalculer les colonnes d'un projet d'après ce qu'en disent ses sources."""

from collections.abc import Iterable
from typing import Any

from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.models import ClassementProjet, Projet
from jumelles.cooperations.regles import Dire, compatibles, in_order, ordonner, retenir_liste
from jumelles.cooperations.requetes.dires import dires_par_objet
from jumelles.provenance.models import Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rapprochement.normaliser import cle

CHAMPS_PROJET = ("titre", "contexte", "debut", "fin", "etat_dit", "dispositif")
SUIVI = ("derniere_information", "divergent")
PAQUET = 900
_NOMENCLATURES = {"themes": Nomenclature.THEME, "odd": Nomenclature.ODD, "cadres": Nomenclature.CADRE}


def retenir_projet(dires: Iterable[Dire]) -> dict[str, Any]:
    """La première parole qui dit le champ, par ordre de force ; les dates qui se croisent sont tues."""
    ordre = ordonner(dires)
    valeurs: dict[str, Any] = {
        champ: next((str(d.champs[champ]) for d in ordre if d.champs.get(champ)), "") for champ in CHAMPS_PROJET
    }
    if not in_order(valeurs["debut"], valeurs["fin"]):
        valeurs["fin"] = ""
    valeurs["derniere_information"] = max((d.date_information for d in ordre), default="")
    valeurs["divergent"] = any(
        not compatibles(str(a.champs[c]), str(b.champs[c]))
        for c in ("debut", "fin")
        for a in ordre
        for b in ordre
        if a.champs.get(c) and b.champs.get(c)
    )
    for champ in ("themes", "odd"):
        valeurs[champ] = retenir_liste(ordre, champ)
    # Un cadre de plus ne contredit pas les autres : celui que dit une personne n'ôte pas celui d'un fichier.
    valeurs["cadres"] = list(dict.fromkeys(code for d in ordre for code in d.champs.get("cadres") or ()))
    return valeurs


def _tenir(ids: Iterable[int]) -> list[Projet]:
    """Les projets, tenus avant d'écouter les sources, pour qu'aucune parole ne passe entre les deux."""
    voulus = sorted(set(ids))
    lignes = Projet.objects.select_for_update(of=("self",)).order_by("pk")
    return [p for d in range(0, len(voulus), PAQUET) for p in lignes.filter(pk__in=voulus[d : d + PAQUET])]


def recalculer_projets(ids: Iterable[int], *, par: str, lot: Lot | None = None) -> None:
    """Reposer colonnes et classements, et journaliser ceux qui changent."""
    projets = _tenir(ids)
    dires = dires_par_objet("projet", [p.pk for p in projets])
    projets = [p for p in projets if p.pk in dires]
    ecritures = []
    retenus = {p.pk: retenir_projet(dires[p.pk]) for p in projets}
    for projet in projets:
        avant = {c: getattr(projet, c) for c in (*CHAMPS_PROJET, *SUIVI)}
        apres = {c: retenus[projet.pk][c] for c in (*CHAMPS_PROJET, *SUIVI)}
        apres["titre"] = apres["titre"] or projet.titre
        if avant != apres:
            for champ, valeur in apres.items():
                setattr(projet, champ, valeur)
            projet.cle = cle(projet.titre)
            ecritures.append(Ecriture("recalculer_projet", "projet", projet.pk, avant=avant, apres=apres))
    changes = {e.objet_id for e in ecritures}
    Projet.objects.bulk_create(
        [p for p in projets if p.pk in changes], batch_size=200, update_conflicts=True,
        unique_fields=["id"], update_fields=[*CHAMPS_PROJET, *SUIVI, "cle", "modifie_le"],
    )  # fmt: skip
    dits = ClassementProjet.objects.filter(nomenclature__in=list(_NOMENCLATURES.values()))
    for debut in range(0, len(projets), PAQUET):
        dits.filter(projet_id__in=[p.pk for p in projets[debut : debut + PAQUET]]).delete()
    ClassementProjet.objects.bulk_create(
        [
            ClassementProjet(projet_id=pk, nomenclature=n, code=code, rang=rang)
            for pk, valeurs in retenus.items()
            for champ, n in _NOMENCLATURES.items()
            for rang, code in enumerate(valeurs[champ], start=1)
        ],
        batch_size=1000,
    )
    journaliser(par=par, lot=lot, ecritures=ecritures)
