"""Trois voies : réveiller, transformer, clore ; les raisons viennent des faits, et le choix de l'assemblée."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.indicateurs.vitalite import EtatDeVie
from jumelles.referentiel.temps import dire
from jumelles.strategies.reveil.situation import SituationLien


class Voie(StrEnum):
    REVEILLER = "reveiller"
    TRANSFORMER = "transformer"
    CLORE = "clore"


@dataclass(frozen=True, slots=True)
class VoieExpliquee:
    """Une voie, pour et contre d'après les faits, les premiers pas, la lettre et la délibération à adapter (codes)."""

    voie: Voie
    titre: str
    pour: tuple[str, ...]
    contre: tuple[str, ...]
    pas: tuple[str, ...]
    modeles: tuple[str, str]


_TITRES = {
    Voie.REVEILLER: gettext_lazy("Réveiller"), Voie.TRANSFORMER: gettext_lazy("Transformer"),
    Voie.CLORE: gettext_lazy("Clore"),
}  # fmt: skip
_MODELES = {
    Voie.REVEILLER: ("lettre-reveil", "deliberation-relance"),
    Voie.TRANSFORMER: ("lettre-transformation", "deliberation"),
    Voie.CLORE: ("lettre-cloture", "deliberation-cloture"),
}
_PAS = {
    Voie.REVEILLER: (
        gettext_lazy(
            "Chercher dans la maison qui a connu ce lien : comité de jumelage, écoles, associations, anciens élus."
        ),
        gettext_lazy("Écrire au partenaire une lettre courte, avec une date d’échange à distance."),
        gettext_lazy("Sans réponse au bout de trois mois, écrire une seconde fois, puis choisir une autre voie."),
    ),
    Voie.TRANSFORMER: (
        gettext_lazy("Demander au partenaire ce dont il a besoin aujourd’hui."),
        gettext_lazy("Choisir un seul sujet, une durée, un montant."),
        gettext_lazy("Délibérer, transmettre la délibération, signer, transmettre la convention."),
    ),
    Voie.CLORE: (
        gettext_lazy("Prévenir le partenaire par écrit, et lui laisser le temps de répondre."),
        gettext_lazy("Faire délibérer l’assemblée, transmettre la délibération au représentant de l’État."),
        gettext_lazy("Dire ici la date de la délibération et l’adresse où elle se lit ; mettre l’Atlas à jour."),
    ),
}


def trois_voies(s: SituationLien) -> tuple[VoieExpliquee, ...]:
    """Les trois, toujours : aucune n'est choisie à la place de l'assemblée."""
    return tuple(
        VoieExpliquee(
            v, str(_TITRES[v]), tuple(_POUR[v](s)), tuple(_CONTRE[v](s)), tuple(map(str, _PAS[v])), _MODELES[v]
        )
        for v in Voie
    )


def _dort(s: SituationLien) -> bool:
    return s.vitalite.jugement in (EtatDeVie.EN_SOMMEIL, EtatDeVie.SANS_NOUVELLE)


def _age(s: SituationLien) -> Iterator[str]:
    if s.fiche.breve.debut:
        yield _("Le lien est connu depuis %(annee)s : le partenaire vous connaît déjà.") % {
            "annee": s.fiche.breve.debut[:4]
        }


def _projets(s: SituationLien) -> Iterator[str]:
    if s.fiche.projets:
        yield _("Des projets ont déjà été menés ensemble : %(projets)s.") % {
            "projets": " ; ".join(p.titre for p in s.fiche.projets[:3])
        }


def _actes(s: SituationLien) -> Iterator[str]:
    for a in s.en_vigueur:
        yield _("Un acte est en vigueur : %(acte)s, fin : %(fin)s.") % {
            "acte": a.intitule or a.type_libelle, "fin": dire(a.fin),
        }  # fmt: skip


def _silence(s: SituationLien) -> Iterator[str]:
    if not _dort(s):
        return
    quand = s.fiche.breve.derniere_information
    yield (
        _("La dernière information connue date de %(annee)s.") % {"annee": quand[:4]}
        if quand
        else _("On ne sait pas de quand date la dernière nouvelle.")
    )


def _sans_acte(s: SituationLien) -> Iterator[str]:
    if not s.fiche.actes:
        yield _("Aucun acte n’est connu de la base : à chercher dans vos délibérations.")


def _pour_reveiller(s: SituationLien) -> Iterator[str]:
    yield from _age(s)
    yield from _projets(s)
    yield from _actes(s)


def _pour_transformer(s: SituationLien) -> Iterator[str]:
    yield from _projets(s)
    if not s.en_vigueur:
        yield _("Aucun acte en vigueur connu n’impose l’ancien cadre.")
    if s.fiche.breve.nature == "jumelage":
        yield _("Un jumelage peut laisser place à un projet limité dans le temps, sans rompre l’amitié.")


def _pour_clore(s: SituationLien) -> Iterator[str]:
    yield from _silence(s)
    if s.fiche.breve.etat in ("suspendu", "clos"):
        yield _("Une source dit déjà ce lien %(etat)s.") % {"etat": s.fiche.breve.etat_libelle}


def _contre_reveiller(s: SituationLien) -> Iterator[str]:
    for pays, dit in s.avis:
        for n in dit.notices:
            yield _("%(pays)s, %(quand)s : %(avis)s. À lire plus haut, avant d’écrire.") % {
                "pays": pays, "quand": n.quand.in_french(), "avis": n.titre.lower(),
            }  # fmt: skip
    yield from _silence(s)
    yield from _sans_acte(s)


def _contre_transformer(s: SituationLien) -> Iterator[str]:
    yield from _actes(s)
    if not s.fiche.projets:
        yield _("Aucun projet commun connu sur lequel bâtir.")


def _contre_clore(s: SituationLien) -> Iterator[str]:
    yield from _actes(s)
    yield from _projets(s)
    yield _("Une clôture se voit de l’autre côté : elle se prépare avec le partenaire.")


_POUR = {Voie.REVEILLER: _pour_reveiller, Voie.TRANSFORMER: _pour_transformer, Voie.CLORE: _pour_clore}
_CONTRE = {Voie.REVEILLER: _contre_reveiller, Voie.TRANSFORMER: _contre_transformer, Voie.CLORE: _contre_clore}
