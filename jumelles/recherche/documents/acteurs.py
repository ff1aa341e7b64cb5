"""Les documents des acteurs, par paquets : qui il est, et ce que l'on peut montrer de ce qu'il fait."""

from collections.abc import Sequence
from datetime import datetime

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import Nomenclature
from jumelles.recherche.document import Cellule, Document, Point
from jumelles.recherche.documents.annuaire import ActeurLu, Annuaire
from jumelles.recherche.documents.classements import colonnes_de, facettes_de, mots_de
from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.liens import Actions, actions_de
from jumelles.recherche.documents.paroles import codes_de_sources, colonnes_de_sources, fraicheur_de
from jumelles.recherche.documents.parties import SITUABLES, colonnes_de_territoires, uniques
from jumelles.recherche.documents.temps import au_plus_tot, dernier, ecritures_de, en_iso
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import nom_affiche, slug


def documents_des_acteurs(ids: Sequence[int], decor: Decor, annuaire: Annuaire) -> list[Document]:
    """Les documents des acteurs publiés parmi ces identifiants (au plus quelques milliers) ; treize requêtes."""
    publies = Acteur.objects.publies().filter(pk__in=ids).select_related("collectivite", "lieu")
    acteurs = list(publies.order_by("pk"))
    annuaire.ranger(acteurs)
    actions = actions_de([a.pk for a in acteurs], decor)
    ecrits = ecritures_de("acteur", actions)
    lus = ((annuaire.get(pk), faits) for pk, faits in actions.items())
    return [_document(lu, faits, ecrits.get(lu.acteur.pk), decor) for lu, faits in lus if lu is not None]


def _document(lu: ActeurLu, actions: Actions, ecrit_le: datetime | None, decor: Decor) -> Document:
    a = lu.acteur
    c = a.collectivite
    nom = nom_affiche(c.categorie, c.nom, c.charniere) if c else a.nom
    codes = {n: sorted(siens, key=_numerique) for n, siens in actions.codes.items()}
    facettes = _facettes(lu, actions, codes, decor)
    point = _point(a, nom)
    modifie = dernier(a.modifie_le, ecrit_le)
    contexte = [*decor.noms_pays[a.pays_id], *lu.contexte, *decor.en_clair("type_acteur", (a.nature,))]
    contexte += [n for iso in facettes["pays_action"] for n in decor.noms_pays[iso]]
    contexte += [*mots_de(codes, facettes, decor), *decor.en_clair("nature", facettes["nature"])]
    return Document(
        sorte="acteurs", id=a.pk, noms=uniques((nom, *lu.noms)), textes=uniques((a.description,)),
        contexte=uniques(contexte), facettes=facettes, debut=au_plus_tot(actions.debut),
        modifie=int(modifie.timestamp()), demonstration=a.demonstration, situe=point is not None,
        points=(point,) if point else (),
        fiche=_fiche(lu, nom, point, actions, facettes, codes, en_iso(modifie), decor),
        poids=100 * (actions.relations + actions.projets) + lu.population // 1000,
    )  # fmt: skip


def _numerique(code: str) -> tuple[int, str]:
    """« 6 » avant « 11 »."""
    return (int(code) if code.isdigit() else 0, code)


def _facettes(
    lu: ActeurLu, actions: Actions, codes: dict[str, list[str]], decor: Decor
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    return {
        "pays": (lu.acteur.pays_id,), "territoire": lu.territoires, "type_acteur": (lu.acteur.nature,),
        "nature": tuple(codes.get(Nomenclature.NATURE, ())), **facettes_de(codes),
        "pays_action": tuple(sorted(actions.pays)),
        "source": tuple(sorted(codes_de_sources(_sources(lu, actions), decor))),
        "fraicheur": (fraicheur_de(actions.confirmee_le, decor.jour),),
    }  # fmt: skip


def _sources(lu: ActeurLu, actions: Actions) -> set[int]:
    """Qui parle de ce qu'il fait, et le référentiel qui dit où il est."""
    referentiel = lu.acteur.collectivite or lu.acteur.lieu
    return actions.sources | ({referentiel.source_id} if referentiel else set())


def _point(a: Acteur, nom: str) -> Point | None:
    if a.lat is None or a.lon is None or a.precision not in SITUABLES:
        return None
    return Point(a.lat, a.lon, a.precision, "francais" if a.pays_id in ISO_FRANCAIS else "etranger", nom)


def _fiche(
    lu: ActeurLu, nom: str, point: Point | None, actions: Actions, facettes: dict[str, tuple[str, ...]],
    codes: dict[str, list[str]], modifie_le: str, decor: Decor,
) -> dict[str, Cellule]:  # fmt: skip
    a = lu.acteur
    code = a.collectivite.code if a.collectivite else ""
    adresse = f"/territoires/{code}-{slug(nom)}/" if code else f"/acteurs/{a.pk}-{slug(nom)}/"
    return {
        "id": a.pk, "adresse": adresse, "nom": nom, "sigle": a.sigle, "type_acteur": a.nature,
        "type_acteur_libelle": decor.libelles["type_acteur"].get(a.nature, a.nature), "niveau": a.niveau,
        "niveau_libelle": decor.libelles["niveau"].get(a.niveau, a.niveau), "pays": a.pays_id,
        "pays_nom": decor.pays[a.pays_id].nom, "code_territoire": code, **colonnes_de_territoires([lu], decor),
        "siren": a.siren, "rna": a.rna, "geonames": a.lieu.geonameid if a.lieu else None,
        "latitude": point.lat if point else None, "longitude": point.lon if point else None,
        "precision": a.precision, "description": a.description, "relations": actions.relations,
        "projets": actions.projets, "pays_action": facettes["pays_action"],
        "pays_action_noms": tuple(decor.pays[iso].nom for iso in facettes["pays_action"]),
        **colonnes_de(codes, decor),
        **colonnes_de_sources(_sources(lu, actions), actions.derniere_information, decor),
        "etat_donnee": facettes["fraicheur"][0], "sensible": a.sensible, "demonstration": a.demonstration,
        "modifie_le": modifie_le,
    }  # fmt: skip
