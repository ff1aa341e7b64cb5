"""Nourrir l'index : le refaire, le tenir à jour d'après le journal, le comparer à la base.

L'index se déduit de la base : rien ne s'y écrit qui n'en vienne, et le repère qu'il porte avance dans la même
validation que les documents. Tué n'importe quand, il est celui d'avant ou celui d'après, et la suite reprend.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from jumelles.recherche.document import Document
from jumelles.recherche.documents import SORTES_INDEXEES, Batir, Course, batisseurs
from jumelles.recherche.documents.course import paquets_de, par_paquets
from jumelles.recherche.journal import BaseChangee, de_bonne_forme, lire, maintenant_au_journal
from jumelles.recherche.moteur import Moteur, MoteurIndisponible, Repere, moteur
from jumelles.recherche.touches import Touches, changent_tout, touches


@dataclass(frozen=True, slots=True)
class MiseAJour:
    """Ce qu'une reprise a fait : documents écrits ou ôtés, et si tout a été refait."""

    documents: int = 0
    refait: bool = False


@dataclass(frozen=True, slots=True)
class EcartIndex:
    """Un document qui n'est pas ce que dit la base. raison : « absent », « en trop » ou « différent »."""

    sorte: str
    id: int
    raison: str


def reindexer(*, dire: Callable[[str, int], None] | None = None, jour: date | None = None, equipe: int = 0) -> int:
    """Tout refaire, à côté, puis basculer ; rendre le nombre de documents.

    dire : reçoit la sorte et où l'on en est. equipe : processus qui bâtissent pendant que celui-ci range ; 0 : aucun.
    """
    jour = jour or timezone.localdate()
    # Le repère d'abord : ce qui s'écrit pendant que l'on bâtit sera repris ensuite, au pire deux fois.
    repere = maintenant_au_journal(jour=jour.isoformat(), maintenant=timezone.now())
    with batisseurs(jour, equipe) as batir:
        return moteur().reconstruire(_tous(batir, dire), repere)


def _tous(batir: Batir, dire: Callable[[str, int], None] | None) -> Iterator[Document]:
    for sorte in SORTES_INDEXEES:
        nombre = 0
        for nombre, document in enumerate(batir(sorte), start=1):
            yield document
            if dire and nombre % 50_000 == 0:
                dire(sorte, nombre)
        if dire:
            dire(sorte, nombre)


def rattraper(*, jour: date | None = None, maintenant: datetime | None = None, equipe: int = 0) -> MiseAJour:
    """Amener l'index à l'état de la base, en autant de pas qu'il faut ; le bâtir s'il manque, avec cette équipe.

    EcritureOccupee si un autre écrit : rien n'est fait, l'autre s'en charge.
    """
    alimentation = Alimentation(jour=jour, maintenant=maintenant, equipe=equipe)
    while alimentation.pas():
        pass
    return MiseAJour(alimentation.ecrits, alimentation.refait)


class Alimentation:
    """Tenir l'index à jour, par petits pas : celui qui l'appelle garde la main entre deux.

    jour, maintenant : lus à l'horloge à chaque pas, sauf s'ils sont donnés. equipe : voir `reindexer`.
    """

    def __init__(self, *, jour: date | None = None, maintenant: datetime | None = None, equipe: int = 0) -> None:
        self._jour, self._maintenant, self._equipe = jour, maintenant, equipe
        self._revue: Iterator[None] | None = None
        self._revue_du = ""
        self.ecrits = 0
        self.refait = False

    def pas(self) -> bool:
        """Faire un peu de ce qui reste ; dire s'il peut en rester. Une seule lecture quand il n'y a rien à faire."""
        jour = self._jour or timezone.localdate()
        index = moteur()
        try:
            repere = index.repere()
            if not de_bonne_forme(repere):
                return self._refaire(jour)
            lignes, apres = lire(repere, maintenant=self._maintenant or timezone.now())
        except (MoteurIndisponible, BaseChangee):
            return self._refaire(jour)
        if changent_tout(lignes):
            apres = replace(apres, jour="")
        if apres != repere:
            self._ecrire(index, touches(lignes), jour, apres)
            return True
        return repere.jour != jour.isoformat() and self._revoir(index, repere, jour)

    def _refaire(self, jour: date) -> bool:
        self.ecrits += reindexer(jour=jour, equipe=self._equipe)
        self.refait = True
        return True

    def _ecrire(self, index: Moteur, a_rebatir: Touches, jour: date, repere: Repere) -> None:
        course = Course(jour) if a_rebatir else None
        retires: list[tuple[str, int]] = []

        def batis() -> Iterator[Document]:
            for sorte, ids in a_rebatir.items() if course else ():
                for paquet in par_paquets(ids):
                    documents = course.documents(sorte, paquet) if course else []
                    self.ecrits += len(documents)
                    yield from documents
                    retires.extend((sorte, pk) for pk in set(paquet) - {d.id for d in documents})

        # Le moteur lit les retraits après les documents : la liste est alors pleine.
        index.ecrire(batis(), retires, repere)

    def _revoir(self, index: Moteur, repere: Repere, jour: date) -> bool:
        """Un nouveau jour, de nouvelles références : tout relire, un paquet par pas, et n'écrire que ce qui change."""
        if self._revue is None or self._revue_du != jour.isoformat():
            self._revue, self._revue_du = self._relire(index, jour), jour.isoformat()
        try:
            next(self._revue)
        except StopIteration:
            self._revue = None
            index.ecrire((), (), replace(repere, jour=jour.isoformat()))
        return True

    def _relire(self, index: Moteur, jour: date) -> Iterator[None]:
        for sorte, changes in ecarts_par_paquet(index, Course(jour)):
            if changes:
                # Rebâtis d'un décor frais : entre-temps, un pas a pu écrire plus récent que ce que l'on tient.
                self._ecrire(index, {sorte: {e.id for e in changes}}, jour, index.repere())
            yield


def ecarts_par_paquet(
    index: Moteur, course: Course, sortes: Sequence[str] = SORTES_INDEXEES
) -> Iterator[tuple[str, list[EcartIndex]]]:
    """Comparer l'index à la base, paquet après paquet, par identifiant croissant."""
    for sorte in sortes:
        suite = index.empreintes(sorte)
        tete = next(suite, None)
        for paquet in paquets_de(sorte, course):
            connues: dict[int, str] = {}
            while tete is not None and tete[0] <= paquet[-1]:
                connues[tete[0]] = tete[1]
                tete = next(suite, None)
            yield sorte, _ecarts(sorte, connues, course.documents(sorte, paquet))
        while tete is not None:
            yield sorte, [EcartIndex(sorte, tete[0], "en trop")]
            tete = next(suite, None)


def _ecarts(sorte: str, connues: dict[int, str], documents: list[Document]) -> list[EcartIndex]:
    ecarts = []
    for document in documents:
        connue = connues.pop(document.id, None)
        if connue != document.empreinte():
            ecarts.append(EcartIndex(sorte, document.id, "absent" if connue is None else "différent"))
    return [*ecarts, *(EcartIndex(sorte, pk, "en trop") for pk in connues)]


def comparer(sortes: Sequence[str] = SORTES_INDEXEES) -> Iterator[EcartIndex]:
    """Comparer l'index à la base, sans rien écrire et sans compter ce que le journal va encore lui apporter.

    MoteurIndisponible s'il n'y a pas d'index lisible ; BaseChangee s'il vient d'une autre base.
    """
    index = moteur()
    repere = index.repere()
    if not de_bonne_forme(repere):
        raise MoteurIndisponible
    lignes, _apres = lire(repere, maintenant=timezone.now())
    if not repere.jour or changent_tout(lignes):
        return  # une revue entière est due : l'ouvrier la fait
    for sorte, ecarts in ecarts_par_paquet(index, Course(date.fromisoformat(repere.jour)), sortes):
        if ecarts:
            # Relu à chaque fois : une écriture faite pendant que l'on compare n'est pas un écart.
            attendus = touches(lire(repere, maintenant=timezone.now())[0]).get(sorte, set())
            yield from (e for e in ecarts if e.id not in attendus)
