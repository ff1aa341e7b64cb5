"""Comparer deux structures : identifiants, nom, sigle, forme juridique, lieu, partenaires."""

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from jumelles.rapprochement.doublons.noms import NomDeStructure, lire_nom
from jumelles.rapprochement.doublons.termes import FicheStructure, deux_lieux
from jumelles.rapprochement.reductions import LONGUEUR_MOT, compacter, mots_pleins, trier
from jumelles.referentiel.sphere import distance_km

NOM_PROCHE = 88.0
LONGUEUR_NOM = 8
RAYONS = ((5.0, "tres_pres"), (25.0, "assez_pres"))
PARTENAIRES_DITS = 3
_VILLES = frozenset(("ville", "non_renseigne", ""))
_ASSOCIATIVES = frozenset(("association", "diaspora", "reseau", "autre", ""))
Traits = dict[str, dict[str, str]]


def comparer_structures(un: FicheStructure, autre: FicheStructure) -> Traits:
    """Trait → valeurs de sa phrase."""
    traits: Traits = {}
    _numeros(un, autre, traits)
    _noms(lire_nom(un.nom, un.sigle), lire_nom(autre.nom, autre.sigle), traits)
    if un.pays != autre.pays:
        traits["acteur_pays_autre"] = {"pays": " / ".join(sorted((un.pays, autre.pays)))}
    if un.nature != autre.nature and not {un.nature, autre.nature} <= _ASSOCIATIVES:
        traits["nature_autre"] = {}
    if un.niveau != autre.niveau and not {un.niveau, autre.niveau} <= _VILLES:
        traits["niveau_autre"] = {"niveaux": " / ".join(sorted((un.niveau or "?", autre.niveau or "?")))}
    _lieux(un, autre, traits)
    _liens(un, autre, traits)
    return traits


def _numeros(un: FicheStructure, autre: FicheStructure, traits: Traits) -> None:
    for nom in ("siren", "rna"):
        ici, la = getattr(un, nom), getattr(autre, nom)
        if ici and la:
            traits[f"{nom}_meme" if ici == la else f"{nom}_autre"] = {nom: ici}


def _noms(ici: NomDeStructure, la: NomDeStructure, traits: Traits) -> None:
    court, long_ = compacter(ici.nu), compacter(la.nu)
    pct = token_sort_ratio(ici.nu, la.nu)
    if ici.cle == la.cle:
        traits["nom_meme"] = {}
    elif trier(ici.nu) == trier(la.nu):
        traits["nom_meme_sans_forme" if ici.forme != la.forme else "nom_memes_mots"] = {}
    elif sigles := sorted(ici.sigles & la.sigles):
        traits["sigle_meme"] = {"sigle": sigles[0].upper()}
    elif initiales := sorted((ici.sigles & {la.initiales}) | (la.sigles & {ici.initiales})):
        traits["sigle_du_nom"] = {"sigle": initiales[0].upper()}
    elif min(len(court), len(long_)) >= LONGUEUR_NOM and OSA.distance(court, long_, score_cutoff=1) <= 1:
        traits["nom_une_lettre"] = {}
    elif pct >= NOM_PROCHE:
        traits["nom_proche"] = {"pct": str(int(pct))}
    elif _is_inclus(ici.cle, la.cle):
        traits["nom_inclus"] = {}
    else:
        traits["nom_autre"] = {}
    if ici.forme and la.forme and ici.forme != la.forme:
        traits["forme_autre"] = {"formes": " / ".join(sorted((ici.forme, la.forme)))}


def _is_inclus(ici: str, la: str) -> bool:
    court, long_ = sorted((set(mots_pleins(ici)), set(mots_pleins(la))), key=len)
    return court <= long_ and any(len(m) >= LONGUEUR_MOT for m in court)


def _lieux(un: FicheStructure, autre: FicheStructure, traits: Traits) -> None:
    if un.lieu and un.lieu == autre.lieu:
        traits["lieu_meme"] = {}
    elif deux_lieux(un.lieu, autre.lieu):
        traits["lieu_autre"] = {}
    elif bool(un.lieu) != bool(autre.lieu):
        traits["non_situe"] = {}
    if un.lat is None or un.lon is None or autre.lat is None or autre.lon is None:
        return
    km = distance_km(un.lat, un.lon, autre.lat, autre.lon)
    traits[next((t for rayon, t in RAYONS if km <= rayon), "assez_loin")] = {"km": f"{km:.0f}"}


def _liens(un: FicheStructure, autre: FicheStructure, traits: Traits) -> None:
    refs_ici, refs_la = {r for r, _ in un.partenaires}, {r for r, _ in autre.partenaires}
    if un.ref in refs_la or autre.ref in refs_ici:
        traits["deux_bouts"] = {}
    elif communs := sorted({nom for ref, nom in un.partenaires | autre.partenaires if ref in refs_ici & refs_la}):
        dits = communs[:PARTENAIRES_DITS]
        traits["partenaire_commun"] = {"partenaires": ", ".join(dits) + (", …" if len(communs) > len(dits) else "")}
