"""Chercher au référentiel ce que des noms désignent : par paquets, et le dernier mot à la personne qui a jugé."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext

from jumelles.acteurs.designation import Partie
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Issue, Mention, Proposition, Reponse
from jumelles.referentiel.temps import DatePartielle
from jumelles.territoires.enums import CategorieCollectivite as Cat
from jumelles.territoires.models import Collectivite, Pays
from jumelles.territoires.repertoires import rapprocheur

AUTEUR = "machine:choix-1"
PAQUET = 400
GAUCHE_MAX = 300
# Ce qui peut départager deux homonymes ; le point est déjà dans le nom du jugement.
INDICES = ("niveaux", "departement", "population", "identifiants", "entier")
_VERDICTS = {
    Issue.ACCEPTE: Verdict.IDENTIQUES,
    Issue.A_REVOIR: Verdict.INDECIS,
    Issue.ECARTE: Verdict.INDECIS,
}
_DITES = ("nom", "pays", "departement", "population", "lat", "lon", "partenaire")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """Un nom à rattacher. gauche : ce que le jugement nommera ; doute : qui l'a écrit n'en était pas sûr."""

    gauche: str
    mention: Mention
    doute: bool = False


@dataclass(frozen=True, slots=True)
class Rattachement:
    """La réponse à une question : le code ou l'identifiant retenu s'il y en a un, et pourquoi."""

    issue: Issue
    raisons: tuple[str, ...]
    jugement: JugementPrevu | None
    code: str = ""
    au_titre_de: str = ""
    geonameid: int | None = None
    hors_champ: bool = False
    propositions: tuple[Proposition, ...] = ()

    @property
    def is_tenu(self) -> bool:
        """Vrai si l'on sait ce que le nom désigne."""
        return self.issue is Issue.ACCEPTE

    def en_partie(self, nom: str) -> Partie:
        """La partie française que ce rattachement désigne."""
        return Partie(nom=nom, pays="FR", collectivite_code=self.code, au_titre_de_code=self.au_titre_de)


def ecrire_gauche(source: str, nom: str, precision: str) -> str:
    """« wikidata_jumelages:Dunkirk@51.03,2.37 » : de quoi reconnaître la même question au prochain fichier."""
    return f"{source}:{nom}@{precision}"[:GAUCHE_MAX]


class Rattacheur:
    """Répond à des questions par paquets ; les pays et le rapprocheur sont ouverts une fois."""

    def __init__(self) -> None:
        self._pays: dict[str, str] | None = None
        self._rapprocheur: Rapprocheur | None = None
        self._departements: dict[str, str] | None = None

    def is_pays(self, iso2: str) -> bool:
        """Vrai si ce code est celui d'un pays ou territoire du référentiel."""
        if self._pays is None:
            self._pays = _load_pays()
        return iso2 in self._pays.values()

    def find_pays(self, nom: str) -> str:
        """Le code ISO 2 d'un pays nommé en français ou en anglais ; vide s'il n'est pas reconnu."""
        if self._pays is None:
            self._pays = _load_pays()
        return self._pays.get(cle(nom), "")

    def find_iso(self, dit: str) -> str:
        """Le code ISO 2 d'un pays dit par son code à deux ou trois lettres, ou par son nom ; vide sinon."""
        code = dit.strip().upper()
        if len(code) == 2 and self.is_pays(code):
            return code
        if len(code) == 3 and (trouve := Pays.objects.filter(iso3=code).first()):
            return trouve.iso2
        return self.find_pays(dit)

    def find_departement(self, nom: str) -> str:
        """Le code du département de ce nom (« Savoie » → « 73 ») ; vide si ce n'en est pas un."""
        if self._departements is None:
            connus = Collectivite.objects.filter(categorie=Cat.DEPARTEMENT, ancienne=False)
            self._departements = {cle(c.nom): c.departement for c in connus}
        return self._departements.get(cle(nom), "")

    def repondre(self, questions: Iterable[Question]) -> dict[str, Rattachement]:
        """Rendre gauche → rattachement. Le jugement d'une personne l'emporte sur la machine."""
        uniques = _reunir(questions)
        relus = _load_jugements([q.gauche for q in uniques])
        self._rapprocheur = self._rapprocheur or rapprocheur()
        mentions = [_mention(q, relus.get(q.gauche, [])) for q in uniques]
        reponses = self._rapprocheur.rapprocher(mentions)
        return {
            q.gauche: _repondre(q, reponse, relus.get(q.gauche, []))
            for q, reponse in zip(uniques, reponses, strict=True)
        }


def _par_paquets(valeurs: Iterable[T]) -> Iterable[list[T]]:
    liste = list(valeurs)
    for debut in range(0, len(liste), PAQUET):
        yield liste[debut : debut + PAQUET]


def _load_pays() -> dict[str, str]:
    """Nom normalisé → ISO 2. Un nom officiel l'emporte sur un autre nom ; deux pays pour un nom : aucun."""
    officiels: dict[str, str] = {}
    autres: defaultdict[str, set[str]] = defaultdict(set)
    for pays in Pays.objects.all():
        officiels[cle(pays.nom)] = pays.iso2
        for nom in (pays.nom_anglais, pays.nom_long, pays.nom_onu, *pays.autres_noms):
            if cle(nom):
                autres[cle(nom)].add(pays.iso2)
    seuls = {nom: next(iter(isos)) for nom, isos in autres.items() if len(isos) == 1}
    return {**seuls, **officiels}


def _load_jugements(gauches: Sequence[str]) -> dict[str, list[Jugement]]:
    """Les jugements vivants rendus par des personnes, le dernier prononcé d'abord."""
    relus: defaultdict[str, list[Jugement]] = defaultdict(list)
    humains = Jugement.objects.vivants().exclude(auteur__startswith="machine:").order_by("-prononce_le", "-pk")
    for paquet in _par_paquets(gauches):
        for jugement in humains.filter(gauche__in=paquet):
            relus[jugement.gauche].append(jugement)
    return relus


def _reunir(questions: Iterable[Question]) -> list[Question]:
    """Une question par nom à juger ; deux lignes qui ne disent pas les mêmes indices n'en gardent que les communs."""
    par_gauche: dict[str, Question] = {}
    for q in questions:
        connue = par_gauche.get(q.gauche)
        par_gauche[q.gauche] = q if connue is None else replace(connue, mention=_commune(connue.mention, q.mention))
    return list(par_gauche.values())


def _commune(une: Mention, autre: Mention) -> Mention:
    vide = Mention(une.nom)
    differents = {c: getattr(vide, c) for c in INDICES if getattr(une, c) != getattr(autre, c)}
    return replace(une, **differents) if differents else une


def _mention(question: Question, relus: Sequence[Jugement]) -> Mention:
    """La mention, sans ce qu'une personne a dit qu'elle n'est pas."""
    exclus = frozenset(r.droite for r in relus if r.verdict == Verdict.DIFFERENTS)
    return replace(question.mention, exclus=exclus) if exclus else question.mention


def _repondre(question: Question, reponse: Reponse, relus: Sequence[Jugement]) -> Rattachement:
    """Le dernier mot d'une personne d'abord ; sinon la machine."""
    for relu in relus:
        if relu.verdict == Verdict.IDENTIQUES:
            return _tenir(relu.droite, "", (gettext("une personne en a décidé"), *relu.raisons), None)
        if relu.verdict == Verdict.HORS_CHAMP:
            le = DatePartielle.read(timezone.localdate(relu.prononce_le).isoformat()).in_french()
            dit = gettext("une personne l'a dit le %s") % le
            return Rattachement(Issue.ECARTE, (dit, *relu.raisons), None, hors_champ=True)
    reponse = _douter(reponse) if question.doute else reponse
    jugement, retenue = _prevoir(question, reponse), reponse.retenue
    if retenue is None:
        return Rattachement(reponse.issue, reponse.raisons, jugement, propositions=reponse.propositions)
    au_titre_de = retenue.par.ref if retenue.par else ""
    return _tenir(retenue.entite.ref, au_titre_de, reponse.raisons, jugement)


def _douter(reponse: Reponse) -> Reponse:
    """La même, que la machine ne retient pas d'elle-même : ses propositions restent."""
    raisons = (gettext("le nom est écrit avec un doute (« ? »)"), *reponse.raisons)
    issue = Issue.A_REVOIR if reponse.propositions else reponse.issue
    return replace(reponse, issue=issue, raisons=raisons)


def _tenir(droite: str, au_titre_de: str, raisons: tuple[str, ...], jugement: JugementPrevu | None) -> Rattachement:
    sorte, _, identifiant = droite.partition(":")
    return Rattachement(
        Issue.ACCEPTE,
        raisons,
        jugement,
        code=identifiant if sorte == "collectivite" else "",
        au_titre_de=au_titre_de.partition(":")[2],
        geonameid=int(identifiant) if sorte == "lieu" and identifiant.isdecimal() else None,
    )


def _prevoir(question: Question, reponse: Reponse) -> JugementPrevu:
    return JugementPrevu(
        gauche=question.gauche,
        droite=reponse.retenue.entite.ref if reponse.retenue else "",
        verdict=_VERDICTS[reponse.issue].value,
        score=reponse.score,
        raisons=reponse.raisons,
        auteur=AUTEUR,
        details=_details(question.mention, reponse),
    )


def _details(mention: Mention, reponse: Reponse) -> dict[str, Any]:
    """La suivante, l'avance sur elle, et de quoi une personne choisirait : ce que dit la ligne, ce que l'on propose."""
    seconde = reponse.seconde
    propositions = [
        {"ref": p.entite.ref, "nom": p.entite.nom, "score": p.score, "raisons": list(p.raisons)}
        for p in reponse.propositions
    ]
    dite = {nom: getattr(mention, nom) for nom in _DITES if getattr(mention, nom) not in ("", None)}
    dite["niveaux"] = sorted(mention.niveaux)
    suite = {"propositions": propositions, "mention": dite} if reponse.retenue is None else {}
    return {"seconde": seconde.entite.ref if seconde else "", "marge": round(reponse.marge, 4), **suite}
