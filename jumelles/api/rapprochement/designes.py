"""Ce que désignent les questions faites d'un code seul, pour tout un lot à la fois."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from jumelles.acteurs.reperage import acteurs_de_ces_numeros
from jumelles.api.rapprochement.identifiants import Designation, ecrire, lire
from jumelles.api.rapprochement.lecture import QuestionLue
from jumelles.api.rapprochement.noms import pays
from jumelles.api.rapprochement.pretendants import PROCHE, Pretendant, depuis_acteur, ressemblance, situer
from jumelles.api.rapprochement.sortes import ACTEUR, LIEU, PAYS, TERRITOIRE, types_du_niveau
from jumelles.rapprochement.identifiants import DEMENTI, lire_identifiant
from jumelles.rapprochement.termes import Entite
from jumelles.recherche.moteur import moteur
from jumelles.territoires.notices import (
    NoticeLieu,
    NoticeTerritoire,
    codes_des_siren,
    notices_des_lieux,
    notices_des_territoires,
)

CHIFFRES_D_UN_SIREN = 9
_INDICES = ("siren", "insee", "geonames")
# Ceux qu'un acteur peut porter.
_NUMEROS = ("siren", "rna")


class Designes:
    """Les choses que les questions d'un lot désignent par un code ; six requêtes au plus pour tout le lot."""

    def __init__(self, questions: Iterable[QuestionLue]) -> None:
        lues = list(questions)
        dits = {lire_identifiant("siren", dit) for q in lues for dit in (q.nom, q.indice("siren"))}
        self._siren = codes_des_siren(dits)
        self._numeros = acteurs_de_ces_numeros({n for q in lues for _pid, n in _numeros(q)})
        voulues = {d for q in lues for _pid, d in self._designations(q)}
        codes = {sorte: {d.code for d in voulues if d.sorte == sorte} for sorte in (TERRITOIRE, LIEU, ACTEUR)}
        self._territoires = notices_des_territoires(codes[TERRITOIRE]) if codes[TERRITOIRE] else {}
        self._lieux = notices_des_lieux({int(c) for c in codes[LIEU]}) if codes[LIEU] else {}
        trouves = moteur().lire("acteurs", sorted(int(c) for c in codes[ACTEUR])) if codes[ACTEUR] else ()
        self._acteurs = {str(t.id): t.fiche for t in trouves if not t.fiche["demonstration"]}

    def de(self, question: QuestionLue) -> list[Pretendant]:
        """Ce que cette question désigne, du plus explicite au moins ; vide si rien n'y est un code connu."""
        trouves = (self._pretendant(d, question, pid) for pid, d in self._designations(question))
        return list({p.id: p for p in trouves if p is not None}.values())

    def _designations(self, question: QuestionLue) -> Iterator[tuple[str, Designation]]:
        """(propriété qui le dit, ou vide pour le nom, et ce que c'est)."""
        # Un nom, avec un code en indice : le moteur juge les deux ensemble.
        for pid in () if question.nom else _INDICES:
            dit = lire_identifiant(pid, question.indice(pid))
            code = {"siren": self._siren.get(dit, ""), "geonames": f"geonames:{dit}"}.get(pid, dit)
            if lue := lire(code):
                yield pid, lue
        if lue := lire(self._siren.get(lire_identifiant("siren", question.nom), question.nom)):
            yield "", lue
        for pid, numero in _numeros(question):
            yield from ((pid, Designation(ACTEUR, str(acteur))) for acteur in self._numeros.get(numero, ()))

    def _pretendant(self, designation: Designation, question: QuestionLue, pid: str) -> Pretendant | None:
        sorte, code = designation
        if sorte == TERRITOIRE and code in self._territoires:
            trouve = _territoire(self._territoires[code], code)
        elif sorte == LIEU and int(code) in self._lieux:
            trouve = _lieu(self._lieux[int(code)])
        elif sorte == PAYS and code in pays().noms:
            trouve = Pretendant(ecrire(PAYS, code), pays().nom(code), (PAYS,), 1.0, True)
        elif sorte == ACTEUR and code in self._acteurs:
            trouve = depuis_acteur(self._acteurs[code], 1.0, accepte=True, raisons=())
        else:
            return None
        return _juger(trouve, question, pid)


def _numeros(question: QuestionLue) -> Iterator[tuple[str, str]]:
    """(propriété, ou vide pour le nom, et le numéro) : ce qui peut être le SIREN ou le RNA d'un acteur."""
    yield "", lire_identifiant("", question.nom)
    for pid in _NUMEROS:
        yield pid, lire_identifiant(pid, question.indice(pid))


def _territoire(n: NoticeTerritoire, demande: str) -> Pretendant:
    ref, departement = f"collectivite:{n.code}", n.departement[1:]
    entite = Entite(ref, n.nom, n.categorie, departement=departement, population=n.population)
    types = types_du_niveau(n.categorie)
    raisons = () if demande == n.code else (_("un code d'hier, que « %(nom)s » continue") % {"nom": n.nom},)
    return Pretendant(n.code, n.nom, types, 1.0, True, raisons, situer(entite), niveau=n.categorie)


def _lieu(n: NoticeLieu) -> Pretendant:
    entite = Entite(f"lieu:{n.geonames}", n.nom, pays=n.pays, population=n.population)
    return Pretendant(ecrire(LIEU, str(n.geonames)), n.nom, (LIEU,), 1.0, True, (), situer(entite))


def _juger(trouve: Pretendant, question: QuestionLue, pid: str) -> Pretendant:
    """Accepté, sauf un code que l'on pourrait prendre pour un autre : « 38185 » seul peut être un code postal."""
    if pid and question.nom and ressemblance(question.nom, trouve.nom) < PROCHE:
        return replace(trouve, accepte=False, score=DEMENTI, raisons=(_("son numéro, mais pas son nom"),))
    if pid:
        return replace(trouve, raisons=(*trouve.raisons, _("c'est son code (%(pid)s)") % {"pid": pid}))
    douteux = question.nom.isdigit() and len(question.nom) != CHIFFRES_D_UN_SIREN
    doutes = (_("mais cinq chiffres peuvent être un code postal"),) if douteux else ()
    return replace(trouve, accepte=not douteux, raisons=(*trouve.raisons, _("c'est son code"), *doutes))
