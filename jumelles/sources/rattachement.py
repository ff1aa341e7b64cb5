"""Chercher au référentiel ce que des noms désignent : en quelques requêtes par paquet, jamais une par ligne."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from jumelles.acteurs.designation import Partie
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.exact import Candidat, Demande, Issue, Reponse, distance_km, juger
from jumelles.rapprochement.formes import noyaux
from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.enums import CategorieCollectivite as Cat
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.models import Collectivite, Filiation, NomCollectivite, NomLieu, Pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS

AUTEUR = "machine:exact-1"
PAQUET = 400
GAUCHE_MAX = 300
COMMUNALES = (Cat.COMMUNE, Cat.COMMUNE_DELEGUEE, Cat.COMMUNE_ASSOCIEE, Cat.ARRONDISSEMENT)
_PARTIES = (Cat.COMMUNE_DELEGUEE, Cat.COMMUNE_ASSOCIEE, Cat.ARRONDISSEMENT)
_VERDICTS = {
    Issue.ACCEPTE: Verdict.IDENTIQUES,
    Issue.A_REVOIR: Verdict.INDECIS,
    Issue.ECARTE: Verdict.INDECIS,
}
_GENERATIONS = 4
RAYON_EXONYME_KM = 8.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """Un nom à rattacher. gauche : ce que le jugement nommera ; pays : ISO 2, « FR » pour une collectivité."""

    gauche: str
    demande: Demande
    pays: str = "FR"


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
    """Répond à des questions par paquets ; les pays et les groupements sont lus une fois."""

    def __init__(self) -> None:
        self._pays: dict[str, str] | None = None
        self._groupements: dict[str, list[Candidat]] | None = None
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

    def find_departement(self, nom: str) -> str:
        """Le code du département de ce nom (« Savoie » → « 73 ») ; vide si ce n'en est pas un."""
        if self._departements is None:
            connus = Collectivite.objects.filter(categorie=Cat.DEPARTEMENT, ancienne=False)
            self._departements = {cle(c.nom): c.departement for c in connus}
        return self._departements.get(cle(nom), "")

    def repondre(self, questions: Iterable[Question]) -> dict[str, Rattachement]:
        """Rendre gauche → rattachement. Le jugement d'une personne l'emporte sur la machine."""
        uniques = list({q.gauche: q for q in questions}.values())
        relus = _load_jugements([q.gauche for q in uniques])
        francaises = [q for q in uniques if q.pays in ISO_FRANCAIS]
        etrangeres = [q for q in uniques if q.pays not in ISO_FRANCAIS]
        candidats = self._find_collectivites(francaises)
        lieux = _find_lieux(etrangeres)
        rendus = {q.gauche: _repondre(q, candidats.get(q.gauche, []), relus.get(q.gauche, [])) for q in francaises}
        rendus.update({q.gauche: _repondre(q, lieux.get(q.gauche, []), relus.get(q.gauche, [])) for q in etrangeres})
        return rendus

    def _find_collectivites(self, questions: Sequence[Question]) -> dict[str, list[Candidat]]:
        cles = {c for q in questions if _may_be_commune(q) for c in q.demande.cles}
        communes = _find_communes(cles)
        sans_reponse = {c for q in questions if not any(k in communes for k in q.demande.cles) for c in q.demande.cles}
        communes = {**communes, **_find_exonymes(sans_reponse & cles)}
        if any(not q.demande.niveaux or q.demande.niveaux - {"commune"} for q in questions):
            groupements = self._load_groupements()
        else:
            groupements = {}
        return {
            q.gauche: [c for k in q.demande.cles for c in (*communes.get(k, ()), *groupements.get(k, ()))]
            for q in questions
        }

    def _load_groupements(self) -> dict[str, list[Candidat]]:
        """Toutes les collectivités autres que communales, rangées sous chacun de leurs noms nus."""
        if self._groupements is None:
            noms = NomCollectivite.objects.exclude(collectivite__categorie__in=COMMUNALES)
            self._groupements = defaultdict(list)
            for candidat, texte in _candidats(noms):
                for noyau in noyaux(texte) | {candidat.cle}:
                    self._groupements[noyau].append(replace(candidat, cle=noyau))
        return self._groupements


def _may_be_commune(question: Question) -> bool:
    return not question.demande.niveaux or "commune" in question.demande.niveaux


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


def _find_communes(cles: set[str]) -> dict[str, list[Candidat]]:
    rendus: defaultdict[str, list[Candidat]] = defaultdict(list)
    for paquet in _par_paquets(sorted(cles)):
        noms = NomCollectivite.objects.filter(cle__in=paquet, collectivite__categorie__in=COMMUNALES)
        for candidat, _ in _candidats(noms):
            rendus[candidat.cle].append(candidat)
    return rendus


def _find_exonymes(cles: set[str]) -> dict[str, list[Candidat]]:
    """Les communes que GeoNames nomme autrement : « Dunkirk » y est le nom d'un lieu aussi nommé Dunkerque."""
    lieux: dict[int, list[NomLieu]] = defaultdict(list)
    for paquet in _par_paquets(sorted(cles)):
        for nom in NomLieu.objects.filter(cle__in=paquet, pays__in=ISO_FRANCAIS).select_related("lieu"):
            lieux[nom.lieu_id].append(nom)
    autres: dict[str, set[int]] = defaultdict(set)
    for ids in _par_paquets(sorted(lieux)):
        for lieu_id, cle_ in NomLieu.objects.filter(lieu_id__in=ids).values_list("lieu_id", "cle"):
            autres[cle_].add(lieu_id)
    rendus: defaultdict[str, list[Candidat]] = defaultdict(list)
    for cle_, communes in _find_communes(set(autres)).items():
        for commune in communes:
            for nom in (n for lieu_id in autres[cle_] for n in lieux[lieu_id]):
                if _is_sur_place(commune, nom):
                    rendus[nom.cle].append(replace(commune, cle=nom.cle, nature_nom=NatureNom.ETRANGER.value))
    return rendus


def _is_sur_place(commune: Candidat, nom: NomLieu) -> bool:
    """La commune est là où GeoNames met le lieu."""
    if commune.lat is None or commune.lon is None:
        return False
    return distance_km(commune.lat, commune.lon, nom.lieu.lat, nom.lieu.lon) <= RAYON_EXONYME_KM


def _candidats(noms: Any) -> Iterable[tuple[Candidat, str]]:
    """Un candidat par nom porté ; une collectivité d'hier mène à celles d'aujourd'hui."""
    lus = list(noms.select_related("collectivite", "collectivite__parent"))
    heritieres = _find_heritieres({n.collectivite_id for n in lus if n.collectivite.ancienne})
    for nom in lus:
        collectivite = nom.collectivite
        for cible in _find_cibles(collectivite, heritieres):
            yield _candidat(nom, collectivite, cible), nom.texte


def _find_cibles(collectivite: Collectivite, heritieres: Mapping[int, set[str]]) -> Iterable[str]:
    """Codes des collectivités d'aujourd'hui qu'elle désigne ; « » : elle-même."""
    if collectivite.ancienne:
        return sorted(heritieres.get(collectivite.pk, ()))
    if collectivite.categorie in _PARTIES and collectivite.parent is not None:
        return (collectivite.parent.code,)
    return ("",)


def _candidat(nom: NomCollectivite, collectivite: Collectivite, cible: str) -> Candidat:
    communale = collectivite.categorie in COMMUNALES
    return Candidat(
        ref=f"collectivite:{collectivite.code}",
        nom=collectivite.nom,
        cle=nom.cle,
        niveau=Cat.COMMUNE.value if communale else collectivite.categorie,
        nature_nom=nom.nature,
        designe=f"collectivite:{cible}" if cible else "",
        departement=collectivite.departement,
        population=collectivite.population,
        lat=collectivite.lat,
        lon=collectivite.lon,
        vivant=not collectivite.ancienne,
    )


def _find_heritieres(ids: set[int]) -> dict[int, set[str]]:
    """Pour chaque collectivité d'hier, les codes de celles d'aujourd'hui, de fusion en fusion."""
    rendus: defaultdict[int, set[str]] = defaultdict(set)
    fronts: dict[int, set[int]] = {pk: {pk} for pk in ids}
    for _ in range(_GENERATIONS):
        if not fronts:
            break
        suites: defaultdict[int, set[int]] = defaultdict(set)
        for paquet in _par_paquets(sorted(fronts)):
            for lien in Filiation.objects.filter(ancienne_id__in=paquet).select_related("nouvelle", "nouvelle__parent"):
                for origine in fronts[lien.ancienne_id]:
                    _avancer(lien.nouvelle, origine, rendus, suites)
        fronts = dict(suites)
    return rendus


def _avancer(
    nouvelle: Collectivite, origine: int, rendus: defaultdict[int, set[str]], suites: defaultdict[int, set[int]]
) -> None:
    if nouvelle.ancienne:
        suites[nouvelle.pk].add(origine)
    elif nouvelle.categorie in _PARTIES and nouvelle.parent is not None:
        rendus[origine].add(nouvelle.parent.code)
    else:
        rendus[origine].add(nouvelle.code)


def _find_lieux(questions: Sequence[Question]) -> dict[str, list[Candidat]]:
    """Les lieux du monde qui portent ces noms dans ces pays."""
    trouves: defaultdict[tuple[str, str], list[Candidat]] = defaultdict(list)
    pays = sorted({q.pays for q in questions if q.pays})
    for paquet in _par_paquets(sorted({c for q in questions for c in q.demande.cles})):
        for nom in NomLieu.objects.filter(cle__in=paquet, pays__in=pays).select_related("lieu"):
            trouves[(nom.cle, nom.pays)].append(
                Candidat(
                    ref=f"lieu:{nom.lieu.geonameid}",
                    nom=nom.lieu.nom,
                    cle=nom.cle,
                    niveau="ville",
                    nature_nom="officiel" if nom.principal else "usuel",
                    population=nom.lieu.population,
                    lat=nom.lieu.lat,
                    lon=nom.lieu.lon,
                )
            )
    return {q.gauche: [c for k in q.demande.cles for c in trouves.get((k, q.pays), ())] for q in questions}


def _repondre(question: Question, candidats: Sequence[Candidat], relus: Sequence[Jugement]) -> Rattachement:
    """Le dernier mot d'une personne d'abord ; sinon la machine, sans les candidats qu'elle a écartés."""
    for relu in relus:
        if relu.verdict == Verdict.IDENTIQUES:
            return _tenir(relu.droite, "", (f"jugé par {relu.auteur}", *relu.raisons), None)
        if relu.verdict == Verdict.HORS_CHAMP:
            return Rattachement(Issue.ECARTE, (f"jugé par {relu.auteur}", *relu.raisons), None, hors_champ=True)
    exclus = {r.droite for r in relus if r.verdict == Verdict.DIFFERENTS}
    reponse = juger(question.demande, [c for c in candidats if c.ref not in exclus and c.cible not in exclus])
    jugement = _prevoir(question, reponse)
    if reponse.candidat is None:
        return Rattachement(reponse.issue, reponse.raisons, jugement)
    au_titre_de = reponse.candidat.ref if reponse.candidat.designe else ""
    return _tenir(reponse.candidat.cible, au_titre_de, reponse.raisons, jugement)


def _tenir(droite: str, au_titre_de: str, raisons: tuple[str, ...], jugement: JugementPrevu | None) -> Rattachement:
    sorte, _, identifiant = droite.partition(":")
    return Rattachement(
        Issue.ACCEPTE,
        raisons,
        jugement,
        code=identifiant if sorte == "collectivite" else "",
        au_titre_de=au_titre_de.partition(":")[2],
        geonameid=int(identifiant) if sorte == "lieu" and identifiant.isdigit() else None,
    )


def _prevoir(question: Question, reponse: Reponse) -> JugementPrevu:
    return JugementPrevu(
        gauche=question.gauche,
        droite=reponse.candidat.cible if reponse.candidat else "",
        verdict=_VERDICTS[reponse.issue].value,
        score=reponse.score,
        raisons=reponse.raisons,
        auteur=AUTEUR,
    )
