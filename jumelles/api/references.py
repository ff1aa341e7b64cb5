"""Les références : territoires, pays, sources, thésaurus."""

from dataclasses import asdict
from typing import Any, Literal, get_args

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from jumelles.api import modeles, parametres
from jumelles.api.problemes import Refus
from jumelles.api.reponses import rendre
from jumelles.cooperations.enums import SorteCadre
from jumelles.provenance.requetes import sources
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur import moteur
from jumelles.referentiel import cadres, thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import PaysFiche, TerritoireFiche, pays_fiche, territoire, vers_aujourdhui

NomDeThesaurus = Literal["themes", "odd", "cibles", "dimensions", "secteurs_rrma", "secteurs_cad", "cadres"]
THESAURUS: tuple[NomDeThesaurus, ...] = get_args(NomDeThesaurus)
CODE_MAX = 16


def un_territoire(request: HttpRequest, code: str) -> HttpResponse:
    """La collectivité de ce code ; un code d'hier mène (301) à celle d'aujourd'hui."""
    parametres.lire(parametres.AUCUN, request.GET)
    demande = code.upper() if len(code) <= CODE_MAX and "\x00" not in code else ""
    trouvee = territoire(demande) if demande else None
    if trouvee is None:
        vers = vers_aujourdhui(demande) if demande else None
        if vers is None:
            raise Refus(404, _("Aucune collectivité ne porte ce code, ni ne l'a porté."))
        return HttpResponsePermanentRedirect(f"{settings.ADRESSE_PUBLIQUE}/api/v1/territoires/{vers}")
    return rendre(request, _territoire(trouvee))


def un_pays(request: HttpRequest, iso2: str) -> HttpResponse:
    """Le pays de ce code ISO 3166 à deux lettres."""
    parametres.lire(parametres.AUCUN, request.GET)
    trouve = pays_fiche(iso2) if len(iso2) == 2 and iso2.isascii() and iso2.isalpha() else None
    if trouve is None:
        raise Refus(404, _("Aucun pays ne porte ce code."))
    return rendre(request, _pays(trouve))


def les_sources(request: HttpRequest) -> HttpResponse:
    """Toutes les sources."""
    parametres.lire(parametres.AUCUN, request.GET)
    return rendre(request, {"lignes": [_source(asdict(s)) for s in sources()]})


def un_thesaurus(request: HttpRequest, nom: str) -> HttpResponse:
    """Les termes d'un thésaurus."""
    parametres.lire(parametres.AUCUN, request.GET)
    if nom not in THESAURUS:
        raise Refus(404, _("Thésaurus connus : %(noms)s.") % {"noms": ", ".join(THESAURUS)})
    return rendre(request, {"nom": nom, "lignes": _termes(nom)})


def _comptes(filtre: Filtre) -> dict[str, int]:
    index = moteur()
    return {sorte: index.compter(filtre, sorte) for sorte in SORTES}


def _territoire(t: TerritoireFiche) -> dict[str, Any]:
    dans = (*t.fil, *((t.epci,) if t.epci else ()))
    return {
        "code": t.code, "nom": t.nom_affiche, "categorie": t.categorie, "categorie_libelle": t.categorie_libelle,
        "code_insee": t.code_insee or None, "siren": t.siren or None, "population": t.population,
        "millesime": t.millesime or None, "latitude": t.lat, "longitude": t.lon,
        "dans": [{"code": b.code, "nom": b.nom, "categorie": b.categorie} for b in dans],
        "anciens_noms": list(dict.fromkeys(a.texte for a in t.anciens)),
        "comptes": _comptes(Filtre(territoire=(t.code,))), "source": t.source_code, "licence": t.licence,
        "adresse": f"{settings.ADRESSE_PUBLIQUE}/territoires/{t.code}-{t.slug}/",
    }  # fmt: skip


def _pays(p: PaysFiche) -> dict[str, Any]:
    return _sans_vide({
        "iso2": p.iso2, "iso3": p.iso3, "m49": p.m49, "nom": p.nom, "nom_long": p.nom_long, "continent": p.continent,
        "sous_region": p.sous_region, "pays_moins_avance": p.pma, "etat_souverain": p.est_etat, "latitude": p.lat,
        "longitude": p.lon, "comptes": _comptes(Filtre(pays=(p.iso2,))), "source": p.source_code,
        "adresse": f"{settings.ADRESSE_PUBLIQUE}{chemin_du_pays(p)}",
    })  # fmt: skip


def chemin_du_pays(p: PaysFiche) -> str:
    """La page d'un pays ; un territoire français n'en a pas : l'annuaire le montre."""
    return f"/acteurs/?pays={p.iso2}" if p.iso2 in ISO_FRANCAIS else f"/pays/{p.iso2.lower()}-{p.slug}/"


def _source(s: dict[str, Any]) -> dict[str, Any]:
    gardes = _sans_vide({nom: s[nom] for nom in modeles.Source.model_fields})
    return {**gardes, "releve_le": s["releve_le"].isoformat() if s["releve_le"] else None}


def _termes(nom: str) -> list[dict[str, Any]]:
    if nom == "odd":
        return [_terme(str(o.numero), o.titre, o.source, o.date, definition=o.intitule) for o in thesaurus.odd()]
    if nom == "cibles":
        return [_terme(c.code, c.libelle, c.source, c.date, 2, str(c.odd)) for c in thesaurus.cibles()]
    if nom == "cadres":
        return [_cadre(c) for c in cadres.cadres()]
    return [_sans_vide(asdict(t)) for t in getattr(thesaurus, nom)()]


def _cadre(c: cadres.CadreReference) -> dict[str, Any]:
    definition = f"{SorteCadre(c.sorte).label}. {c.portee}"
    dit = _terme(c.code, c.libelle, c.source, c.source_date, definition=definition)
    return {**dit, "statut": thesaurus.VU if c.etat == cadres.TROUVE else c.etat}


def _terme(
    code: str, libelle: str, source: str, jour: str, niveau: int = 1, parent: str = "", *, definition: str = ""
) -> dict[str, Any]:
    return _sans_vide({
        "code": code, "libelle": libelle, "definition": definition, "niveau": niveau, "parent": parent,
        "source": source, "statut": thesaurus.VU, "date": jour,
    })  # fmt: skip


def _sans_vide(dite: dict[str, Any]) -> dict[str, Any]:
    """Ce que personne ne dit est null, jamais un texte vide."""
    return {nom: None if valeur == "" else valeur for nom, valeur in dite.items()}
