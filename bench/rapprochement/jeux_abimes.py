"""Le jeu fabriqué : des noms du référentiel, abîmés par une graine. Il ne dit rien de la fréquence de ces fautes.

La vérité est la chose dont le nom a été tiré. On ne tire que des noms que rien d'autre ne porte (commune d'hier
comprise), et l'on rejette un nom abîmé qui en devient un autre, ou qui reste lui-même quand la faute le laisse intact.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from random import Random

from bench.rapprochement import abimer
from bench.rapprochement.abimer import Abime, avec_de, derriere, devant
from bench.rapprochement.jeux_etrangers import find_porteurs
from bench.rapprochement.lieux import Lieux
from bench.rapprochement.porteurs import COMMUNALES, Porteurs
from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import Collectivite, Lieu
from jumelles.territoires.pays_francais import ISO_FRANCAIS

Chose = tuple[str, str, str]
PAR_FAUTE = 40
COMMUNES: Mapping[str, Abime] = {
    "sans accents": abimer.sans_accents,
    "capitales sans accents": abimer.capitales,
    "minuscules": abimer.minuscules,
    "sans tirets": abimer.sans_tirets,
    "St, Ste": abimer.abreger_saint,
    "s/, s/s": abimer.abreger_sur,
    "article renvoyé": abimer.renvoyer_l_article,
    "article ôté": abimer.oter_l_article,
    "faute de frappe": abimer.fauter,
    "lecture optique": abimer.lire_mal,
    "nom coupé": abimer.couper,
    "Ville de": avec_de("Ville"),
    "VILLE DE": lambda nom, h: abimer.capitales(f"Ville {abimer.de(nom)}", h),
    "Mairie de": avec_de("Mairie"),
    "Commune de": avec_de("Commune"),
}
DEPARTEMENTS: Mapping[str, Abime] = {
    "CG": devant("CG "), "CD": devant("CD "), "Conseil départemental": devant("Conseil départemental "),
    "Conseil général, capitales": lambda nom, h: abimer.capitales(f"Conseil général {abimer.de(nom)}", h),
    "département de": avec_de("Département"), "Dpt": devant("Dpt "),
}  # fmt: skip
REGIONS: Mapping[str, Abime] = {
    "CR": devant("CR "), "CR de": avec_de("CR"), "Conseil régional": devant("Conseil régional "),
    "REGION": lambda nom, h: abimer.capitales(f"Région {nom}", h), "Région": devant("Région "),
}  # fmt: skip
_SIGLES = {"cc": "Communauté de communes", "ca": "Communauté d'agglomération", "cu": "Communauté urbaine"}
EPCI: Mapping[str, Abime] = {
    "sigle": lambda nom, _: _abreger(nom),
    "sigle pointé": lambda nom, _: ".".join(_abreger(nom)[:2]) + "." + _abreger(nom)[2:],
    "capitales sans accents": abimer.capitales,
    "faute de frappe": abimer.fauter,
    "communauté des": lambda nom, _: nom.replace("Communauté de ", "Communauté des "),
}
LIEUX: Mapping[str, Abime] = {
    "capitales sans accents": abimer.capitales,
    "faute de frappe": abimer.fauter,
    "autre transcription": abimer.translitterer,
    "lecture optique": abimer.lire_mal,
    "Commune de": avec_de("Commune"), "Ville de": avec_de("Ville"), "Municipalité de": avec_de("Municipalité"),
    "municipality of": devant("municipality of "), "Municipality": derriere(" Municipality"),
    "City of": devant("City of "), "Stadt": devant("Stadt "), "Gemeinde": devant("Gemeinde "),
    "Comune di": devant("Comune di "), "Ayuntamiento de": devant("Ayuntamiento de "), "Gmina": devant("Gmina "),
    "Câmara Municipal de": devant("Câmara Municipal de "),
}  # fmt: skip


def _abreger(nom: str) -> str:
    for sigle, mots in _SIGLES.items():
        if nom.startswith(mots):
            return sigle.upper() + nom[len(mots) :]
    return nom


def preparer_francais(graine: int, porteurs: Porteurs) -> list[dict[str, object]]:
    """Communes, EPCI, départements, régions d'aujourd'hui et d'hier, chacun abîmé de toutes les manières."""
    hasard = Random(graine)
    connus = _connus(porteurs)
    rendues: list[dict[str, object]] = []
    for niveau, manieres in (
        ("commune", COMMUNES), ("departement", DEPARTEMENTS), ("region", REGIONS), ("epci", EPCI),
    ):  # fmt: skip
        choses = sorted(_choses(niveau, porteurs))
        for maniere, abime in manieres.items():
            rendues += _abimer(niveau, choses, maniere, abime, connus, hasard)
    return rendues + list(_homonymes(porteurs, hasard))


def _homonymes(porteurs: Porteurs, hasard: Random) -> Iterator[dict[str, object]]:
    """« Saint-Denis (93) », « Saint-Denis, Seine-Saint-Denis » : des homonymes de départements différents."""
    departements = dict(Collectivite.objects.filter(categorie="departement").values_list("departement", "nom"))
    communes = Collectivite.objects.filter(categorie="commune", ancienne=False, departement__in=departements)
    homonymes = [c for c in communes.order_by("code") if _is_homonyme(c, porteurs)]
    for maniere, forme in (("nom (numéro)", "{nom} ({code})"), ("nom, département", "{nom}, {departement}")):
        for c in hasard.sample(homonymes, PAR_FAUTE):
            nom = forme.format(nom=c.nom, code=c.departement, departement=departements[c.departement])
            yield _ligne("abimee", nom, "FR", c.departement, "commune", c.code, f"homonyme : {maniere}")


def _is_homonyme(commune: Collectivite, porteurs: Porteurs) -> bool:
    autres = {p.code for p in porteurs.communes.get(cle(commune.nom), ())} - {commune.code}
    ailleurs = {porteurs.departements.get(a) for a in autres}
    return bool(autres) and commune.departement not in ailleurs


def _connus(porteurs: Porteurs) -> dict[str, set[str]]:
    """Nom normalisé → codes de ce qui le porte."""
    connus = {clef: {p.code for p in siens} for clef, siens in porteurs.communes.items()}
    for clef, siens in porteurs.autres.items():
        connus[clef] = connus.get(clef, set()) | {code for code, _ in siens}
    return connus


def _choses(niveau: str, porteurs: Porteurs) -> Iterator[Chose]:
    """(code, nom, département) des choses d'un niveau ; les communes, seulement si rien d'autre ne porte leur nom."""
    categories = {"commune": ("commune",), "epci": ("cc", "ca", "cu")}.get(niveau, (niveau,))
    for c in Collectivite.objects.filter(categorie__in=categories):
        if niveau == "commune" and (
            c.ancienne or len(porteurs.communes[cle(c.nom)]) > 1 or cle(c.nom) in porteurs.autres
        ):
            continue
        if niveau in ("commune", "epci") and c.ancienne:
            continue
        yield c.code, c.nom, c.departement


def _abimer(
    niveau: str, choses: list[Chose], maniere: str, abime: Abime, connus: Mapping[str, set[str]], hasard: Random
) -> Iterable[dict[str, object]]:
    rendues: list[dict[str, object]] = []
    for code, nom, departement in hasard.sample(choses, len(choses)):
        abimee = abime(nom, hasard)
        is_autre = bool(connus.get(cle(abimee), set()) - {code}) and cle(abimee) != cle(nom)
        if abimee == nom or is_autre or len(cle(abimee)) < 4:
            continue
        rendues.append(_ligne("abimee", abimee, "FR", departement, niveau, code, f"{niveau} : {maniere}"))
        if len(rendues) == PAR_FAUTE:
            break
    return rendues


def preparer_etranger(graine: int, lieux: Lieux) -> list[dict[str, object]]:
    """Des lieux de plus de 5 000 habitants, seuls de leur nom dans leur pays ; et des faubourgs, « X (Ville) »."""
    hasard = Random(graine)
    porteurs = find_porteurs()
    choses: defaultdict[str, list[Chose]] = defaultdict(list)
    grands = Lieu.objects.filter(population__gte=5000).exclude(pays_id__in=ISO_FRANCAIS).order_by("geonameid")
    for identifiant, nom, pays in grands.values_list("geonameid", "nom", "pays_id"):
        if len({i for i, _ in porteurs.get((pays, cle(nom)), ())}) == 1:
            choses[pays].append((str(identifiant), nom, pays))
    rendues: list[dict[str, object]] = []
    for maniere, abime in LIEUX.items():
        rendues += _abimer_lieux(choses, maniere, abime, porteurs, hasard)
    return rendues + _faubourgs(choses, lieux, hasard)


def _faubourgs(choses: Mapping[str, list[Chose]], lieux: Lieux, hasard: Random) -> list[dict[str, object]]:
    """« Nieder-Eschbach (Francfort) » : un lieu à moins de 12 km d'une ville dix fois plus peuplée."""
    points = dict(Lieu.objects.filter(population__gte=5000).values_list("geonameid", "lat"))
    longitudes = dict(Lieu.objects.filter(population__gte=5000).values_list("geonameid", "lon"))
    rendues: list[dict[str, object]] = []
    pays_connus = sorted(choses)
    while len(rendues) < PAR_FAUTE:
        code, nom, pays = hasard.choice(choses[hasard.choice(pays_connus)])
        autour = [li for _, li in lieux.find_autour(pays, points[int(code)], longitudes[int(code)], 12.0)]
        ici = next(li for li in autour if li.geonameid == int(code))
        villes = [li for li in autour if (li.population or 0) >= 10 * (ici.population or 0)]
        if villes:
            ville = max(villes, key=lambda li: li.population or 0)
            rendues.append(_ligne("abimee", f"{nom} ({ville.noms[0]})", pays, "", "", code, "lieu : faubourg (ville)"))
    return rendues


def _abimer_lieux(
    choses: Mapping[str, list[Chose]],
    maniere: str,
    abime: Abime,
    porteurs: Mapping[tuple[str, str], set[tuple[int, bool]]],
    hasard: Random,
) -> list[dict[str, object]]:
    """Un pays tiré d'abord, un lieu ensuite : les petits pays comptent."""
    rendues: list[dict[str, object]] = []
    pays_connus = sorted(choses)
    while len(rendues) < PAR_FAUTE:
        code, nom, pays = hasard.choice(choses[hasard.choice(pays_connus)])
        abimee = abime(nom, hasard)
        is_autre = cle(abimee) != cle(nom) and (pays, cle(abimee)) in porteurs
        if abimee != nom and not is_autre and len(cle(abimee)) >= 5:
            rendues.append(_ligne("abimee", abimee, pays, "", "", code, f"lieu : {maniere}"))
    return rendues


def _ligne(
    liste: str, nom: str, pays: str, departement: str, niveau: str, verite: str, difficulte: str
) -> dict[str, object]:
    return {
        "liste": liste, "nom": nom, "pays": pays, "departement": departement if niveau in COMMUNALES else "",
        "niveau": niveau, "verite": verite, "existe": "oui", "origine": "fabriquée", "difficulte": difficulte,
    }  # fmt: skip
