"""Trois voies : réveiller, transformer, clore ; les raisons viennent des faits, et le choix de l'assemblée."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jumelles.indicateurs.vitalite import EtatDeVie
from jumelles.referentiel.temps import DatePartielle
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


_TITRES = {Voie.REVEILLER: "Réveiller", Voie.TRANSFORMER: "Transformer", Voie.CLORE: "Clore"}
_MODELES = {
    Voie.REVEILLER: ("lettre-reveil", "deliberation-relance"),
    Voie.TRANSFORMER: ("lettre-transformation", "deliberation"),
    Voie.CLORE: ("lettre-cloture", "deliberation-cloture"),
}
_PAS = {
    Voie.REVEILLER: (
        "Chercher dans la maison qui a connu ce lien : comité de jumelage, écoles, associations, anciens élus.",
        "Écrire au partenaire une lettre courte, avec une date d’échange à distance.",
        "Sans réponse au bout de trois mois, écrire une seconde fois, puis choisir une autre voie.",
    ),
    Voie.TRANSFORMER: (
        "Demander au partenaire ce dont il a besoin aujourd’hui.",
        "Choisir un seul sujet, une durée, un montant.",
        "Délibérer, transmettre la délibération, signer, transmettre la convention.",
    ),
    Voie.CLORE: (
        "Prévenir le partenaire par écrit, et lui laisser le temps de répondre.",
        "Faire délibérer l’assemblée, transmettre la délibération au représentant de l’État.",
        "Dire ici la date de la délibération et l’adresse où elle se lit ; mettre l’Atlas à jour.",
    ),
}


def trois_voies(s: SituationLien) -> tuple[VoieExpliquee, ...]:
    """Les trois, toujours : aucune n'est choisie à la place de l'assemblée."""
    return tuple(
        VoieExpliquee(v, _TITRES[v], tuple(_POUR[v](s)), tuple(_CONTRE[v](s)), _PAS[v], _MODELES[v]) for v in Voie
    )


def _dort(s: SituationLien) -> bool:
    return s.vitalite.jugement in (EtatDeVie.EN_SOMMEIL, EtatDeVie.SANS_NOUVELLE)


def _age(s: SituationLien) -> Iterator[str]:
    if s.fiche.breve.debut:
        yield f"Le lien est connu depuis {s.fiche.breve.debut[:4]} : le partenaire vous connaît déjà."


def _projets(s: SituationLien) -> Iterator[str]:
    if s.fiche.projets:
        yield "Des projets ont déjà été menés ensemble : " + " ; ".join(p.titre for p in s.fiche.projets[:3]) + "."


def _actes(s: SituationLien) -> Iterator[str]:
    for a in s.en_vigueur:
        yield f"Un acte est en vigueur : {a.intitule or a.type_libelle}, fin : {DatePartielle.read(a.fin).in_french()}."


def _silence(s: SituationLien) -> Iterator[str]:
    if not _dort(s):
        return
    quand = s.fiche.breve.derniere_information
    yield (
        f"La dernière information connue date de {quand[:4]}."
        if quand
        else "On ne sait pas de quand date la dernière nouvelle."
    )


def _sans_acte(s: SituationLien) -> Iterator[str]:
    if not s.fiche.actes:
        yield "Aucun acte n’est connu de la base : à chercher dans vos délibérations."


def _pour_reveiller(s: SituationLien) -> Iterator[str]:
    yield from _age(s)
    yield from _projets(s)
    yield from _actes(s)


def _pour_transformer(s: SituationLien) -> Iterator[str]:
    yield from _projets(s)
    if not s.en_vigueur:
        yield "Aucun acte en vigueur connu n’impose l’ancien cadre."
    if s.fiche.breve.nature == "jumelage":
        yield "Un jumelage peut laisser place à un projet limité dans le temps, sans rompre l’amitié."


def _pour_clore(s: SituationLien) -> Iterator[str]:
    yield from _silence(s)
    if s.fiche.breve.etat in ("suspendu", "clos"):
        yield f"Une source dit déjà ce lien {s.fiche.breve.etat_libelle}."


def _contre_reveiller(s: SituationLien) -> Iterator[str]:
    yield from _silence(s)
    yield from _sans_acte(s)


def _contre_transformer(s: SituationLien) -> Iterator[str]:
    yield from _actes(s)
    if not s.fiche.projets:
        yield "Aucun projet commun connu sur lequel bâtir."


def _contre_clore(s: SituationLien) -> Iterator[str]:
    yield from _actes(s)
    yield from _projets(s)
    yield "Une clôture se voit de l’autre côté : elle se prépare avec le partenaire."


_POUR = {Voie.REVEILLER: _pour_reveiller, Voie.TRANSFORMER: _pour_transformer, Voie.CLORE: _pour_clore}
_CONTRE = {Voie.REVEILLER: _contre_reveiller, Voie.TRANSFORMER: _contre_transformer, Voie.CLORE: _contre_clore}
