"""Le filtre, dit en une phrase : « 37 projets d'eau et d'assainissement, portés depuis l'Occitanie, en cours »."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from jumelles.recherche.filtre import CLES, Filtre, Sorte
from jumelles.recherche.libelles import libelles, titre
from jumelles.recherche.phrase import morceaux
from jumelles.recherche.phrase.lieux import lieux
from jumelles.recherche.phrase.noms import sujet
from jumelles.territoires.models import Pays

_HAUTE = re.compile(r" (?=[:;?!»%])")


def phrase(filtre: Filtre, total: int, sorte: Sorte = "relations") -> str:
    """Le filtre en une phrase sans point final, accordée ; les critères étrangers à cette sorte n'y sont pas."""
    f = filtre.pour(sorte)
    s = sujet(f, sorte, total)
    mots = mots_de(f)
    locatifs = _locatifs((*f.pays, *f.pays_action))
    colle = bool(f.theme) and sorte != "acteurs"
    connus = all(c in mots["theme"] for c in f.theme)
    tete = f"{s.texte}{' ' if connus else ', '}{morceaux.themes(f, mots)}" if colle else s.texte
    dits = [morceaux.territoire(f, sorte, s, lieux(f.territoire))] if f.territoire else []
    if f.statut or f.etat:
        dits.append(morceaux.avancement(f, s) if sorte == "projets" else morceaux.etat(f, s))
    if f.pays:
        dits.append(morceaux.dire(f.pays, locatifs))
    if f.theme and not colle:
        dits.append(_("menant des actions %s") % morceaux.themes(f, mots) if connus else morceaux.themes(f, mots))
    dits += morceaux.suite(f, sorte, s, {**mots, "pays_action": locatifs})
    return composer(_assembler(tete, dits, morceaux.reserves(f, sorte), seul=not colle))


def _assembler(tete: str, complements: list[str], reserves: list[str], *, seul: bool) -> str:
    """Des virgules entre les morceaux, sauf devant le premier complément d'un sujet seul : « 13 projets au Mali »."""
    if seul and complements and not complements[0].startswith(morceaux.inconnu("")):
        tete, complements = f"{tete} {complements[0]}", complements[1:]
    return ", ".join([tete, *complements, *reserves])


def _locatifs(codes: tuple[str, ...]) -> dict[str, str]:
    """« à Madagascar », « au Mali » ; une requête s'il y a des pays."""
    return dict(Pays.objects.filter(pk__in=codes).values_list("pk", "locatif")) if codes else {}


def mots_de(filtre: Filtre) -> morceaux.Mots:
    """Facette → (code → libellé) de ce qui est choisi et connu ; une requête au plus par facette."""
    return {nom: libelles(nom, getattr(filtre, nom)) for nom in CLES if getattr(filtre, nom)}


def inconnus(filtre: Filtre, mots: morceaux.Mots) -> tuple[tuple[str, str], ...]:
    """Les (facette, code) choisis que personne ne connaît."""
    return tuple((nom, c) for nom in CLES for c in getattr(filtre, nom) if c not in mots[nom])


def composer(texte: str) -> str:
    """Poser les espaces insécables du français."""
    return _HAUTE.sub("\u00a0", texte).replace("« ", "«\u00a0")


def precisions(
    filtre: Filtre,
    sorte: Sorte,
    *,
    rapproches: Iterable[tuple[str, str]] = (),
    illisibles: Iterable[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """Ce que la page doit dire du filtre : mots corrigés, codes inconnus, critères laissés de côté."""
    f = filtre.pour(sorte)
    dites = [
        _("Nous avons compris « %(compris)s » pour « %(demande)s ».") % {"compris": compris, "demande": demande}
        for demande, compris in rapproches
    ]
    dites += [
        _("Code inconnu : « %(code)s » (%(facette)s). Retirez-le, ou choisissez dans la liste.")
        % {"code": code, "facette": titre(nom, sorte)}
        for nom, code in inconnus(f, mots_de(f))
    ]
    if f.depuis and f.jusque and f.depuis > f.jusque:
        dites.append(_("Aucune année n’est à la fois après %s et avant %s : échangez-les.") % (f.depuis, f.jusque))
    ailleurs = {
        "relations": _("aux jumelages et partenariats"), "projets": _("aux projets"), "acteurs": _("aux acteurs"),
    }[sorte]  # fmt: skip
    dites += [
        _("« %(facette)s » ne s’applique pas %(ailleurs)s : ce critère est laissé de côté.")
        % {"facette": titre(nom, sorte), "ailleurs": ailleurs}
        for nom in filtre.etrangeres_a(sorte)
    ]
    return tuple(composer(d) for d in (*dites, *(_unreadable(nom, valeur) for nom, valeur in illisibles)))


def _unreadable(nom: str, valeur: str) -> str:
    raisons = {
        "depuis": _("n’est pas une année : écrivez quatre chiffres."),
        "jusque": _("n’est pas une année : écrivez quatre chiffres."),
        "emprise": _("n’est pas un cadre de carte : écrivez ouest, sud, est, nord en degrés."),
        "modifie_depuis": _("n’est pas une date : écrivez année-mois-jour."),
    }
    debut = valeur if len(valeur) <= 24 else f"{valeur[:24]}…"
    return _("« %(valeur)s » %(raison)s Ce critère est laissé de côté.") % {"valeur": debut, "raison": raisons[nom]}
