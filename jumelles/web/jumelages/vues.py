"""Les liens d'une collectivité, ceux à regarder d'abord ; puis un lien, ce que l'on en sait et trois voies."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.fiches import RelationBreve, RelationFiche
from jumelles.cooperations.requetes import relation, relations_de
from jumelles.cooperations.requetes.signes import dits_par
from jumelles.droit.modeles import modeles
from jumelles.indicateurs.vitalite import EtatDeVie
from jumelles.rattachements.referents.requetes import referents_de
from jumelles.strategies.reveil.papiers import papier
from jumelles.strategies.reveil.situation import a_regarder_d_abord, situation_du_lien
from jumelles.strategies.reveil.voies import VoieExpliquee, trois_voies
from jumelles.territoires.requetes import TerritoireSitue, territoire_situe
from jumelles.web import documents
from jumelles.web.acces import chez_nous, habilitation, signature
from jumelles.web.jumelages.formulaires import FormulaireCloture, FormulaireSigne
from jumelles.web.portes import aujourdhui

LIENS = 400
CLOS = (EtatPartenariat.CLOS, EtatPartenariat.REPRIS)


@require_safe
@chez_nous
def liste(request: HttpRequest, code: str) -> HttpResponse:
    """Les liens internationaux réels, ceux dont on n'a plus de nouvelles d'abord."""
    t, jour = maison(code), aujourdhui()
    acteur_id = acteur_du_territoire(code)
    lus = relations_de(acteur_id, francais=True, jour=jour, nombre=LIENS) if acteur_id else ()
    siens = [r for r in lus if not r.demonstration and not r.interieure]
    juges = a_regarder_d_abord(_ouverts(siens), chez=code, jour=jour)
    contexte = {
        "t": t,
        "liens": [(r, j.value, *dire_jugement(j, r.derniere_information)) for r, j in juges],
        "clos": [r for r in siens if r.etat in CLOS],
        "fil": fil(t),
    }
    return render(request, "jumelages/liste.html", contexte)


@require_safe
@chez_nous
def fiche(request: HttpRequest, code: str, relation_id: int) -> HttpResponse:
    """Un lien : ce que l'on sait, qui appeler, trois voies, le calendrier, ce que l'on peut dire soi-même."""
    return montrer(request, code, relation_id, FormulaireSigne(), FormulaireCloture())


def _ouverts(relations: list[RelationBreve]) -> list[RelationBreve]:
    """Ceux que personne n'a dits clos ou repris : il n'y a plus à les réveiller."""
    return [r for r in relations if r.etat not in CLOS]


def montrer(
    request: HttpRequest,
    code: str,
    relation_id: int,
    signe: FormulaireSigne,
    cloture: FormulaireCloture,
    statut: int = 200,
) -> HttpResponse:
    """La page du lien, avec les deux formulaires tels qu'ils ont été remplis."""
    t, jour = maison(code), aujourdhui()
    f = lien_de(code, relation_id)
    s = situation_du_lien(f, chez=code, categorie=t.categorie, jour=jour)
    contexte: dict[str, Any] = {
        "t": t,
        "f": f,
        "r": f.breve,
        "s": s,
        "jugement": s.vitalite.jugement.value,
        "jugement_dit": dire_jugement(s.vitalite.jugement, f.breve.derniere_information),
        "signes": [(_nommer(c), dit) for c, dit in s.vitalite.signes],
        "voies": [(v, _papiers(code, f, v)) for v in trois_voies(s)],
        "referents": referents_de(code, pour=habilitation(request)),
        "pays": [p for p in f.breve.parties if not p.francaise],
        "signe": signe,
        "cloture": cloture,
        "dits": dits_par(relation_id, signature(request)),
        "fil": fil(t, (f.breve.titre, "")),
    }
    return render(request, "jumelages/fiche.html", contexte, status=statut)


@require_safe
@chez_nous
@documents.une_place
def document(request: HttpRequest, code: str, relation_id: int, modele: str, extension: str) -> HttpResponse:
    """La lettre ou la délibération, remplie de ce que l'on sait."""
    t, f = maison(code), lien_de(code, relation_id)
    if modele not in modeles():
        raise Http404
    rapport = papier(modele, f, collectivite=t.nom_affiche, chez=code, jour=aujourdhui())
    return documents.repondre(rapport, extension, f"{rapport.titre} {f.breve.titre}")


def maison(code: str) -> TerritoireSitue:
    """La collectivité, ou 404."""
    trouvee = territoire_situe(code)
    if trouvee is None:
        raise Http404
    return trouvee


def lien_de(code: str, relation_id: int) -> RelationFiche:
    """Ce lien, s'il est bien de cette collectivité, réel et publié ; 404 sinon."""
    trouve = relation(relation_id, jour=aujourdhui())
    if trouve is None or trouve.breve.demonstration or code not in {p.territoire_code for p in trouve.breve.parties}:
        raise Http404
    return trouve


def fil(t: TerritoireSitue, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    """Chez nous, la collectivité, ses jumelages, et la suite."""
    jumelages = (_("Jumelages"), reverse("chez_nous_jumelages", args=[t.code]) if suite else "")
    chez = reverse("chez_nous_collectivite", args=[t.code])
    return [(_("Chez nous"), reverse("chez_nous")), (t.nom_affiche, chez), jumelages, *suite]


def dire_jugement(j: EtatDeVie, derniere: str) -> tuple[str, str]:
    """(ce que l'on en dit aux gens de la maison, et à eux seuls ; le mot du métier). derniere : date partielle."""
    if j is EtatDeVie.EN_SOMMEIL and derniere:
        return _("sans nouvelle depuis %(annee)s") % {"annee": derniere[:4]}, _("en sommeil, à confirmer")
    return {
        EtatDeVie.VIVANT: (_("donne signe de vie"), ""), EtatDeVie.A_REGARDER: (_("à regarder"), ""),
        EtatDeVie.EN_SOMMEIL: (_("en sommeil, à confirmer"), ""),
        EtatDeVie.SANS_NOUVELLE: (_("sans nouvelle datée"), ""),
    }[j]  # fmt: skip


def _nommer(code: str) -> str:
    return {
        "acte": _("Un acte en vigueur"), "rencontre": _("Une rencontre de moins de douze mois"),
        "budget": _("Un budget cette année ou l’an dernier"), "projet": _("Un projet en cours"),
        "acteurs": _("Trois acteurs ou plus"),
    }[code]  # fmt: skip


def _papiers(code: str, f: RelationFiche, v: VoieExpliquee) -> list[tuple[str, list[tuple[Any, str]]]]:
    """(titre du modèle, ses formats) : la lettre puis la délibération."""
    return [
        (
            modeles()[m].titre,
            [
                (format_, reverse("chez_nous_papier", args=[code, f.breve.id, m, extension]))
                for extension, format_ in documents.FORMATS_DOCUMENT.items()
                if extension in ("docx", "odt", "pdf")
            ],
        )
        for m in v.modeles
    ]
