"""Le moteur embarqué : les questions du port, posées à tantivy."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from tantivy import DocAddress, Order, Query

from jumelles.recherche.document import Document, Point, Trouve
from jumelles.recherche.filtre import FACETTES, Filtre, Sorte
from jumelles.recherche.moteur import mailles as grille
from jumelles.recherche.moteur.embarque import comptes, fiches, mots
from jumelles.recherche.moteur.embarque.approche import proches
from jumelles.recherche.moteur.embarque.ecriture import refaire, remplacer
from jumelles.recherche.moteur.embarque.lecture import Instantane, Lecteur, total
from jumelles.recherche.moteur.embarque.rangement import BITS
from jumelles.recherche.moteur.embarque.requete import Rapproches, nombres, requete, sans_note, terme, tous, un_mot
from jumelles.recherche.moteur.embarque.schema import NIVEAUX, champ_de_maille, facette
from jumelles.recherche.moteur.embarque.suggestions import suggerer
from jumelles.recherche.moteur.memoire import Memoire
from jumelles.recherche.moteur.ordre import ensemble
from jumelles.recherche.moteur.port import FAMILLES, EcritureOccupee, Repere, Tranche, Tri

CHAMPS_DE_TRI: dict[Tri, str] = {"ancien": "par_debut", "recent": "par_recent", "nom": "par_nom"}
# À note égale, on range par identifiant dans des blocs de résultats de cette taille, les mêmes pour toutes les pages.
BLOC = 1000
PAR_FOIS = 5000
# Jusqu'à tant de mailles dans l'emprise, on les demande une à une ; au-delà, on lit les plus nombreuses de toutes.
MAILLES_DITES, MAILLES_LUES = 5000, 60_000
REFAIT = "L'index a été refait depuis que son repère a été lu : relire le repère."
T = TypeVar("T")


class MoteurEmbarque:
    """Un index dans un dossier ; tient le contrat de `port.Moteur`."""

    def __init__(self, racine: Path) -> None:
        self._lecteur = Lecteur(racine)
        self._memoire = Memoire()
        self._repere_lu_dans: Path | None = None

    # --- trouver ---

    def chercher(self, filtre: Filtre, sorte: Sorte, *, tri: Tri, debut: int, nombre: int) -> Tranche:
        """Voir `port.Moteur.chercher`."""
        return self._retenir(
            ("chercher", filtre, sorte, tri, debut, nombre),
            lambda etat: self._tranche(etat, filtre.pour(sorte), sorte, tri, max(0, debut), max(0, nombre)),
        )

    def compter(self, filtre: Filtre, sorte: Sorte, *, situes: bool = False) -> int:
        """Voir `port.Moteur.compter`."""
        return self._retenir(
            ("compter", filtre, sorte, situes),
            lambda etat: etat.compter(self._requete(etat, filtre.pour(sorte), sorte, situes=situes)),
        )

    def _tranche(self, etat: Instantane, filtre: Filtre, sorte: str, tri: Tri, debut: int, nombre: int) -> Tranche:
        exacte = self._page(etat, requete(etat.schema, filtre, sorte), filtre, tri, debut, nombre)
        if exacte.total:
            self._memoire.poser(etat.signature, _question_des_mots(filtre, sorte), {})
            return exacte
        if not (rapproches := self._rapproches(etat, filtre, sorte)):
            return exacte
        proche = requete(etat.schema, filtre, sorte, rapproches=rapproches)
        compris = tuple((mot, lu) for mot, lus in rapproches.items() for lu in lus)
        return replace(self._page(etat, proche, filtre, tri, debut, nombre), rapproches=compris)

    def _page(self, etat: Instantane, voulue: Query, filtre: Filtre, tri: Tri, debut: int, nombre: int) -> Tranche:
        if filtre.texte and tri == "pertinence":
            return _pertinents(etat, voulue, debut, nombre)
        champ = CHAMPS_DE_TRI.get(tri, "par_poids")
        trouves, combien = etat.ranges(sans_note(voulue), champ, nombre, debut=debut, compter=True)
        return Tranche(tuple(_identifiant(cle) for cle, _ in trouves), combien)

    def _requete(self, etat: Instantane, filtre: Filtre, sorte: str, *, situes: bool = False) -> Query:
        """La requête d'un filtre, avec les mots qu'on y a compris, sans note."""
        rapproches = self._rapproches(etat, filtre, sorte)
        return sans_note(requete(etat.schema, filtre, sorte, situes=situes, rapproches=rapproches))

    def _rapproches(self, etat: Instantane, filtre: Filtre, sorte: str) -> Rapproches:
        """Pour chaque mot qui ne trouve rien dans cette sorte, ceux qu'on comprend ; ne dépend que du texte."""
        if not filtre.texte:
            return {}
        question = _question_des_mots(filtre, sorte)
        return self._memoire.rendre(etat.signature, question, lambda: self._comprendre(etat, question[1], sorte))

    def _comprendre(self, etat: Instantane, filtre: Filtre, sorte: str) -> Rapproches:
        if etat.compter(requete(etat.schema, filtre, sorte)):
            return {}
        depart = terme(etat.schema, "ensemble", ensemble(sorte, filtre))

        def trouve(mot: str) -> bool:
            ailleurs = terme(etat.schema, "mots", mots.plier(mot))
            soi = Query.disjunction_max_query([un_mot(etat.schema, mot), ailleurs])
            return etat.compter(tous((soi, depart))) > 0

        manquants = [mot for mot in mots.demandes(filtre.texte) if not trouve(mot)]
        compris = {mot: proches(etat.searcher, mots.plier(mot), trouve) for mot in manquants}
        return {mot: ses_proches for mot, ses_proches in compris.items() if ses_proches}

    # --- compter par code ---

    def facettes(
        self, filtre: Filtre, sorte: Sorte, noms: Iterable[str], *, ignorer: bool = True, situes: bool = False
    ) -> Mapping[str, Mapping[str, int]]:
        """Voir `port.Moteur.facettes`."""
        noms = tuple(dict.fromkeys(noms))
        if inconnues := set(noms) - set(FACETTES):
            raise ValueError(f"Facettes inconnues : {sorted(inconnues)}")
        return self._retenir(
            ("facettes", filtre, sorte, noms, ignorer, situes),
            lambda etat: self._facettes(etat, filtre.pour(sorte), sorte, noms, ignorer=ignorer, situes=situes),
        )

    def _facettes(
        self, etat: Instantane, filtre: Filtre, sorte: str, noms: tuple[str, ...], *, ignorer: bool, situes: bool
    ) -> Mapping[str, Mapping[str, int]]:
        champs = {nom: facette(nom) for nom in noms}
        trouves = comptes.par_code(etat, self._requete(etat, filtre, sorte, situes=situes), champs.values())
        for nom in (nom for nom in noms if ignorer and getattr(filtre, nom)):
            champ, sans = champs[nom], self._requete(etat, filtre.without(nom), sorte, situes=situes)
            # Ce qui est choisi, et ce qui va avec, se compte même si d'autres codes sont bien plus nombreux.
            aussi = dict.fromkeys((*getattr(filtre, nom), *trouves[champ]))
            trouves |= comptes.par_code(etat, sans, [champ], aussi={champ: aussi})
        return MappingProxyType({nom: comptes.fige(trouves[champ]) for nom, champ in champs.items()})

    def mailles(self, filtre: Filtre, sorte: Sorte, niveau: int, *, nombre: int = 4000) -> Mapping[str, int]:
        """Voir `port.Moteur.mailles`."""
        if niveau not in NIVEAUX:
            raise ValueError(f"Niveau de mailles inconnu : {niveau} ; connus : {NIVEAUX}")
        return self._retenir(
            ("mailles", filtre, sorte, niveau, nombre),
            lambda etat: self._mailles(etat, filtre.pour(sorte), sorte, niveau, nombre),
        )

    def _mailles(self, etat: Instantane, filtre: Filtre, sorte: str, niveau: int, nombre: int) -> Mapping[str, int]:
        champ, voulue = champ_de_maille(niveau), self._requete(etat, filtre, sorte, situes=True)
        if filtre.emprise is None:
            return comptes.fige(comptes.par_code(etat, voulue, [champ], nombre=max(1, nombre))[champ], nombre)
        touchees = grille.bandes(filtre.emprise, niveau)
        if grille.combien(touchees) <= MAILLES_DITES:
            dites = {champ: tuple(grille.codes(touchees, niveau))}
            return comptes.fige(comptes.parmi(etat, voulue, dites)[champ], nombre)
        lus = comptes.par_code(etat, voulue, [champ], nombre=MAILLES_LUES)[champ]
        return comptes.fige({code: n for code, n in lus.items() if grille.dedans(touchees, code)}, nombre)

    def arcs(self, filtre: Filtre, *, nombre: int = 2000) -> Mapping[str, int]:
        """Voir `port.Moteur.arcs`."""
        return self._retenir(("arcs", filtre, nombre), lambda etat: self._arcs(etat, filtre.pour("relations"), nombre))

    def _arcs(self, etat: Instantane, filtre: Filtre, nombre: int) -> Mapping[str, int]:
        voulue = self._requete(etat, filtre, "relations")
        return comptes.fige(comptes.par_code(etat, voulue, ["arcs"], nombre=max(1, nombre))["arcs"], nombre)

    # --- lire les fiches ---

    def parcourir(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000, situes: bool = False
    ) -> tuple[Trouve, ...]:
        """Voir `port.Moteur.parcourir`."""
        etat = self._lecteur.etat()
        return etat.fiches(adresse for _, adresse in self._suite(etat, filtre, sorte, apres, nombre, situes=situes))

    def lignes(
        self, filtre: Filtre, sorte: Sorte, *, apres: int = 0, nombre: int = 1000
    ) -> tuple[tuple[int, str], ...]:
        """Voir `port.Moteur.lignes`."""
        etat = self._lecteur.etat()
        suite = self._suite(etat, filtre, sorte, apres, nombre)
        return tuple([(int(i), fiches.ligne(etat.brut(adresse))) for i, adresse in suite])

    def points(self, filtre: Filtre, sorte: Sorte, *, nombre: int = 1000) -> tuple[tuple[int, tuple[Point, ...]], ...]:
        """Voir `port.Moteur.points`."""
        etat = self._lecteur.etat()
        suite = self._suite(etat, filtre, sorte, 0, nombre, situes=True)
        return tuple([(int(i), fiches.points(etat.brut(adresse))) for i, adresse in suite])

    def _suite(
        self, etat: Instantane, filtre: Filtre, sorte: Sorte, apres: int, nombre: int, *, situes: bool = False
    ) -> Sequence[tuple[int | str, DocAddress]]:
        """Les (identifiant, adresse) suivants, par identifiant croissant."""
        voulue = self._requete(etat, filtre.pour(sorte), sorte, situes=situes)
        if apres > 0:
            voulue = tous((voulue, nombres(etat.schema, "id", min(apres + 1, 2**63), None)))
        return etat.ranges(voulue, "id", nombre)[0]

    def recents(
        self, filtre: Filtre, sorte: Sorte, *, avant: tuple[int, int] | None = None, nombre: int = 50
    ) -> tuple[Trouve, ...]:
        """Voir `port.Moteur.recents`."""
        etat = self._lecteur.etat()
        voulue = self._requete(etat, filtre.pour(sorte), sorte)
        if avant is not None:
            plafond = min((avant[0] << BITS | min(avant[1], 2**BITS)) - 1, 2**63)
            if plafond < 0:
                return ()
            voulue = tous((voulue, nombres(etat.schema, "par_modifie", None, plafond)))
        trouves = etat.ranges(voulue, "par_modifie", nombre, ordre=Order.Desc)[0]
        return etat.fiches(adresse for _, adresse in trouves)

    def lire(self, sorte: str, ids: Iterable[int]) -> tuple[Trouve, ...]:
        """Voir `port.Moteur.lire`."""
        voulus = tuple(ids)
        if not voulus:
            return ()
        etat = self._lecteur.etat()
        cles = Query.term_set_query(etat.schema, "cle", [f"{sorte}:{i}" for i in voulus])
        trouves = etat.searcher.search(cles, len(voulus), False).hits
        par_id = {fiche.id: fiche for fiche in etat.fiches(adresse for _, adresse in trouves)}
        return tuple(par_id[i] for i in voulus if i in par_id)

    def proposer(self, texte: str, *, sortes: tuple[str, ...] = (), nombre: int = 10) -> tuple[Trouve, ...]:
        """Voir `port.Moteur.proposer`."""
        return self._retenir(
            ("proposer", texte, sortes, nombre), lambda etat: etat.fiches(suggerer(etat, texte, sortes, nombre))
        )

    def familles(self, texte: str, *, nombre: int = 5) -> Mapping[str, Tranche]:
        """Voir `port.Moteur.familles`."""
        return self._retenir(("familles", texte, nombre), lambda etat: self._familles(etat, texte, nombre))

    def _familles(self, etat: Instantane, texte: str, nombre: int) -> Mapping[str, Tranche]:
        filtre = Filtre(texte=texte)
        exactes = {s: _pertinents(etat, requete(etat.schema, filtre, s), 0, nombre) for s in FAMILLES} if texte else {}
        if any(tranche.total for tranche in exactes.values()):
            return MappingProxyType({s: t for s, t in exactes.items() if t.total})
        # Rien nulle part : alors seulement, on cherche ce que la personne a voulu écrire.
        larges = {s: self._tranche(etat, filtre, s, "pertinence", 0, nombre) for s in FAMILLES} if texte else {}
        return MappingProxyType({s: t for s, t in larges.items() if t.total})

    # --- où en est l'index, et l'écrire ---

    def repere(self) -> Repere:
        """Voir `port.Moteur.repere`."""
        etat = self._lecteur.etat()
        self._repere_lu_dans = etat.chemin
        return etat.repere()

    def empreintes(self, sorte: str) -> Iterator[tuple[int, str]]:
        """Voir `port.Moteur.empreintes`."""
        etat, apres = self._lecteur.etat(), 0
        mondes = [ensemble(sorte, Filtre(interieures=True, demonstration=d)) for d in (False, True)]
        depart = sans_note(Query.term_set_query(etat.schema, "ensemble", mondes))
        while True:
            suite = tous((depart, nombres(etat.schema, "id", apres, None)))
            trouves = etat.ranges(suite, "id", PAR_FOIS)[0]
            yield from ((int(i), fiches.empreinte(etat.brut(adresse))) for i, adresse in trouves)
            if len(trouves) < PAR_FOIS:
                return
            apres = int(trouves[-1][0]) + 1

    def ecrire(self, documents: Iterable[Document], retires: Iterable[tuple[str, int]], repere: Repere) -> None:
        """Voir `port.Moteur.ecrire`."""
        chemin = self._lecteur.dossier.courant()
        if self._repere_lu_dans not in (None, chemin):
            # Avancer le repère du neuf d'après celui de l'ancien perdrait les écritures d'entre les deux.
            raise EcritureOccupee(REFAIT)
        try:
            remplacer(chemin, documents, retires, repere)
        except (OSError, ValueError) as erreur:
            if self._lecteur.dossier.courant() != chemin:
                raise EcritureOccupee(REFAIT) from erreur
            raise

    def reconstruire(self, documents: Iterable[Document], repere: Repere) -> int:
        """Voir `port.Moteur.reconstruire`."""
        return refaire(self._lecteur.dossier, documents, repere)

    def _retenir(self, question: Hashable, repondre: Callable[[Instantane], T]) -> T:
        etat = self._lecteur.etat()
        return self._memoire.rendre(etat.signature, question, lambda: repondre(etat))


def _question_des_mots(filtre: Filtre, sorte: str) -> tuple[str, Filtre, str]:
    """Ce dont dépend le sens donné à un mot : le texte et l'ensemble de départ, pas les facettes."""
    seul = Filtre(texte=filtre.texte, interieures=filtre.interieures, demonstration=filtre.demonstration)
    return "mots", seul, sorte


def _identifiant(cle: int | str) -> int:
    return int(cle[-10:]) if isinstance(cle, str) else cle & (2**BITS - 1)


def _pertinents(etat: Instantane, voulue: Query, debut: int, nombre: int) -> Tranche:
    """Par note décroissante ; à note égale, par identifiant, bloc par bloc."""
    if nombre <= 0 or debut > etat.searcher.num_docs:
        return Tranche((), etat.compter(voulue))
    premier, dernier = debut // BLOC * BLOC, -(-(debut + nombre) // BLOC) * BLOC
    trouves = etat.searcher.search(voulue, dernier - premier, True, None, premier, Order.Desc, "elan")
    ids: list[Any] = etat.searcher.fast_field_values("id", [adresse for _, adresse in trouves.hits])
    notes = [(-note, int(i)) for (note, _), i in zip(trouves.hits, ids, strict=True)]
    blocs = (sorted(notes[i : i + BLOC]) for i in range(0, len(notes), BLOC))
    ranges = [i for bloc in blocs for _, i in bloc]
    return Tranche(tuple(ranges[debut - premier : debut - premier + nombre]), total(trouves))
