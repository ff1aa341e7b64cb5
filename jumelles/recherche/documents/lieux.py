"""Ce que la boîte de recherche connaît hors des relations, projets et acteurs : territoires, pays, thèmes, ODD."""

from collections.abc import Iterator, Sequence

from jumelles.recherche.document import Cellule, Document
from jumelles.recherche.documents.annuaire import ancetres, noms_des_collectivites
from jumelles.recherche.documents.classements import lignee_du_theme
from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.parties import uniques
from jumelles.referentiel import thesaurus
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite, Pays
from jumelles.territoires.regles import nom_affiche, slug

# À égalité, le peu nombreux passe devant : un pays, un objectif, un thème, puis les territoires par population.
POIDS_PAYS, POIDS_ODD, POIDS_THEME = 30_000_000, 20_000_000, 15_000_000
_SEULES = (CategorieCollectivite.REGION, CategorieCollectivite.DEPARTEMENT)


def documents_des_territoires(ids: Sequence[int], decor: Decor) -> list[Document]:
    """Les documents des collectivités d'aujourd'hui parmi ces identifiants ; quatre requêtes."""
    collectivites = list(Collectivite.objects.vivantes().filter(pk__in=ids).order_by("pk"))
    noms = noms_des_collectivites(c.pk for c in collectivites)
    return [_territoire(c, noms.get(c.pk, ()), decor) for c in collectivites]


def _territoire(c: Collectivite, noms: tuple[str, ...], decor: Decor) -> Document:
    nom = nom_affiche(c.categorie, c.nom, c.charniere)
    codes = ancetres(c, decor)
    dans = [decor.grands[code] for code in codes if code != c.code and code in decor.grands]
    departement = next((decor.grands[x] for x in codes if x.startswith("D") and x != c.code and x in decor.grands), "")
    categorie = decor.libelles["categorie"].get(c.categorie, c.categorie)
    precision = categorie
    if departement and c.categorie not in _SEULES:
        precision = f"{precision}, {departement}"
    return Document(
        sorte="territoires", id=c.pk, noms=uniques((nom, c.nom, *noms, c.code, c.siren)),
        contexte=uniques((*dans, categorie)), facettes={"territoire": codes},
        fiche=_fiche(c.pk, f"/territoires/{c.code}-{slug(nom)}/", c.code, nom, precision), poids=c.population or 0,
    )  # fmt: skip


def documents_des_pays(ids: Sequence[int], decor: Decor) -> list[Document]:
    """Les documents des pays de ces identifiants (numero_du_pays) ; aucune requête."""
    pays = {numero_du_pays(iso): p for iso, p in decor.pays.items()}
    return [_pays(pk, pays[pk]) for pk in ids if pk in pays]


def numero_du_pays(iso2: str) -> int:
    """Un nombre pour un code à deux lettres : « AA » → 1, « MG » → 319."""
    a, b = (ord(lettre) - ord("A") for lettre in iso2)
    return 26 * a + b + 1


def _pays(pk: int, p: Pays) -> Document:
    noms = uniques((p.nom, p.nom_long, p.nom_onu, p.nom_anglais, *p.autres_noms, p.iso3, p.iso2))
    precision = " · ".join(x for x in (p.continent, p.sous_region) if x)
    adresse = f"/pays/{p.iso2.lower()}-{slug(p.nom)}/"
    return Document(
        sorte="pays", id=pk, noms=noms, contexte=uniques((p.continent, p.sous_region)), facettes={"pays": (p.iso2,)},
        fiche=_fiche(pk, adresse, p.iso2, p.nom, precision), poids=POIDS_PAYS,
    )  # fmt: skip


def documents_des_themes() -> Iterator[Document]:
    """Les documents des thèmes : rang dans le thésaurus, à partir de 1."""
    libelles = {t.code: t.libelle for t in thesaurus.themes()}
    for rang, t in enumerate(thesaurus.themes(), start=1):
        lignee = lignee_du_theme(t.code)
        parents = tuple(libelles[code] for code in lignee[1:])
        fiche = _fiche(rang, f"/themes/{t.code}/", t.code, t.libelle, " · ".join(reversed(parents)))
        yield Document(
            sorte="themes", id=rang, noms=(t.libelle,), textes=uniques((t.definition,)), contexte=parents,
            facettes={"theme": lignee}, fiche=fiche, poids=POIDS_THEME - t.niveau,
        )  # fmt: skip


def documents_des_odd() -> Iterator[Document]:
    """Les 17 objectifs (leur numéro), puis leurs cibles (numéro × 100 + rang)."""
    for o in thesaurus.odd():
        yield _odd(o.numero, o.numero, str(o.numero), o.titre, (o.intitule,), f"ODD {o.numero}")
    for o in thesaurus.odd():
        for rang, c in enumerate(thesaurus.cibles(o.numero), start=1):
            yield _odd(100 * o.numero + rang, o.numero, c.code, c.libelle, (), f"ODD {o.numero} {o.titre}")


def _odd(pk: int, numero: int, code: str, nom: str, textes: tuple[str, ...], precision: str) -> Document:
    return Document(
        sorte="odd", id=pk, noms=(nom, f"ODD {code}"), textes=textes, contexte=(precision,),
        facettes={"odd": uniques((code, str(numero)))},
        fiche=_fiche(pk, f"/odd/{numero}/", code, nom, precision), poids=POIDS_ODD - pk,
    )  # fmt: skip


def _fiche(pk: int, adresse: str, code: str, nom: str, precision: str) -> dict[str, Cellule]:
    return {"id": pk, "adresse": adresse, "code": code, "nom": nom, "precision": precision}
