"""La page d'une liste, la même pour les trois entrées : phrase, filtres posés, facettes, ordre, exports, pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.comprendre import comprendre
from jumelles.recherche.filtre import CLES, Filtre, Sorte, illisibles
from jumelles.recherche.libelles import titre
from jumelles.recherche.lignees import EMBOITEES, affiner
from jumelles.recherche.phrase import mots_de, phrase, precisions
from jumelles.recherche.requetes import Choix, Facette, Liste, compter, facettes, garder_seul, lister, relaxer
from jumelles.recherche.requetes.facettes import COURTE
from jumelles.recherche.requetes.listes import ordre
from jumelles.web.adresses import adresse_entiere
from jumelles.web.portes import aujourdhui, numero_demande, pages_proches

OUVERTES = 3  # facettes dépliées d'office
SIMPLES = ("texte", "depuis", "jusque", "emprise", "modifie_depuis")
Couples = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Volet:
    """Une facette prête à montrer : les premières valeurs, puis les autres, repliées."""

    facette: Facette
    valeurs: tuple[Choix, ...]
    suite: tuple[Choix, ...]
    ouvert: bool


@dataclass(frozen=True, slots=True)
class Lien:
    """Un lien de la page ; ici : celui où l'on est ; suite : ce qu'un écran étroit ne montre pas du nom."""

    nom: str
    adresse: str
    ici: bool = False
    suite: str = ""


@dataclass(frozen=True, slots=True)
class Demande:
    """Ce que l'adresse demande : un filtre, un ordre, une vue."""

    sorte: Sorte
    filtre: Filtre  # celui de l'adresse entière : ce qui ne vaut pas ici vaudra peut-être à côté
    tri: str
    carte: bool

    @classmethod
    def lire(cls, request: HttpRequest, sorte: Sorte) -> "Demande":
        """Lire la question d'une adresse."""
        tri = request.GET.get("tri", "")
        return cls(sorte, Filtre.from_query(request.GET), tri[:12], request.GET.get("vue") == "carte")

    @property
    def ici(self) -> Filtre:
        """Le filtre de cette sorte."""
        return self.filtre.pour(self.sorte)

    def adresse(self, filtre: Filtre, *, sorte: Sorte | None = None, plus: Iterable[tuple[str, str]] = ()) -> str:
        """La même page avec cet autre filtre ; l'ordre et la vue sont gardés."""
        gardes = [*([("tri", self.tri)] if self.tri and not sorte else []), *([("vue", "carte")] if self.carte else [])]
        question = filtre.to_query([*gardes, *plus])
        return reverse(sorte or self.sorte) + (f"?{question}" if question else "")


def page_de_liste(request: HttpRequest, sorte: Sorte, gabarit: str, plus: dict[str, Any]) -> HttpResponse:
    """Rendre la liste demandée ; ce qui vient du formulaire mène d'abord à son adresse courte."""
    demande = Demande.lire(request, sorte)
    if "avant" in request.GET:
        affine = affiner(demande.filtre, request.GET["avant"][:2000].split())
        return HttpResponseRedirect(demande.adresse(affine, plus=illisibles(request.GET)))
    liste = lister(demande.ici, sorte, jour=aujourdhui(), tri=demande.tri, numero=numero_demande(request))
    return render(request, gabarit, {**_context(request, demande, liste), **plus})


def _context(request: HttpRequest, d: Demande, liste: Liste) -> dict[str, Any]:
    dits = precisions(d.filtre, d.sorte, rapproches=liste.rapproches, illisibles=illisibles(request.GET))
    return {
        "sorte": d.sorte,
        "filtre": d.ici,
        "page": liste,
        "phrase": phrase(d.ici, liste.total, d.sorte),
        "precisions": dits,
        "non_situes": liste.total - compter(d.ici, d.sorte, situes=True) if liste.total else 0,
        "actifs": _active(d),
        "volets": [_fold(f, rang) for rang, f in enumerate(facettes(d.ici, d.sorte))],
        "caches": _hidden(d),
        "avant": " ".join(c for nom in EMBOITEES for c in getattr(d.ici, nom)),
        "onglets": _tabs(d),
        "ordres": _orders(d),
        "vues": _views(d),
        "annees": _("Année du premier lien") if d.sorte == "acteurs" else _("Année de début"),
        "formats": formats(d.sorte, d.ici),
        "lien_durable": adresse_entiere(d.adresse(d.ici)),
        "numero": liste.numero,
        "nombre_pages": liste.pages,
        "pages_proches": pages_proches(liste.numero, liste.pages),
        "tout": reverse(d.sorte),
        "demonstration_existe": not d.ici.demonstration and compter(Filtre(demonstration=True), d.sorte) > 0,
        **(_nothing(d) if not liste.total else {}),
    }


def noms_des_sortes() -> dict[Sorte, str]:
    """Les trois entrées, telles qu'on les nomme."""
    return {"relations": _("Jumelages et partenariats"), "projets": _("Projets"), "acteurs": _("Acteurs")}


def _tabs(d: Demande) -> list[Lien]:
    """Les mêmes critères dans les deux autres entrées ; ceux qui n'y valent pas y seront laissés de côté, et dits."""
    noms: dict[Sorte, tuple[str, str]] = {
        "relations": (_("Jumelages"), _(" et partenariats")),
        "projets": (_("Projets"), ""),
        "acteurs": (_("Acteurs"), ""),
    }  # fmt: skip
    return [Lien(n, d.adresse(d.filtre, sorte=s), s == d.sorte, suite) for s, (n, suite) in noms.items()]


def _nothing(d: Demande) -> dict[str, Any]:
    """Rien ici : quel critère ôter, et ce que les deux autres entrées trouvent pour les mêmes critères."""
    ailleurs = [
        (nom, compter(d.filtre, s), d.adresse(d.filtre, sorte=s))
        for s, nom in noms_des_sortes().items()
        if s != d.sorte
    ]
    otes, gardes = relaxer(d.ici, d.sorte), garder_seul(d.ici, d.sorte)
    return {
        "relacher": [(titre(r.nom, d.sorte), d.adresse(r.filtre), r.total) for r in otes],
        "compris": _understood(d),
        "seuls": [] if otes else [(phrase(r.filtre, r.total, d.sorte), d.adresse(r.filtre)) for r in gardes],
        "ailleurs": [(nom, n, adresse) for nom, n, adresse in ailleurs if n],
    }


def _understood(d: Demande) -> list[tuple[str, str]]:
    """Les mots cherchés, lus comme un thème, un pays ou un territoire : ce qu'ils trouvent, tous ou presque."""
    lu = comprendre(d.ici.texte) if d.ici.texte else Filtre()
    reconnus = [(nom, code) for nom in CLES for code in getattr(lu, nom)]
    if not reconnus:
        return []
    voulu = replace(d.filtre, texte=lu.texte)
    for nom, code in reconnus:
        voulu = voulu.avec(nom, code)
    total = compter(voulu, d.sorte)
    essais = [(voulu, total)] if total else [(r.filtre, r.total) for r in relaxer(voulu, d.sorte)]
    return [(phrase(f, n, d.sorte), d.adresse(f)) for f, n in essais]


def _fold(f: Facette, rang: int) -> Volet:
    valeurs = f.choix if f.nom == "odd" else tuple(sorted(f.choix, key=lambda c: not c.deplie))
    courte = len(valeurs) if f.nom == "odd" or len(valeurs) <= COURTE + 2 else COURTE
    ouvert = rang < OUVERTES or any(c.deplie for c in valeurs)
    return Volet(f, valeurs[:courte], valeurs[courte:], ouvert=ouvert)


def _active(d: Demande) -> list[tuple[str, str, str]]:
    """Les filtres posés : (titre, valeur, adresse sans lui)."""
    mots = mots_de(d.ici)
    poses = [
        (titre(nom, d.sorte), mots[nom].get(code, code), d.adresse(d.filtre.without(nom, code)))
        for nom in CLES for code in getattr(d.ici, nom)
    ]  # fmt: skip
    simples = [(nom, _value(d.ici, nom)) for nom in SIMPLES if getattr(d.ici, nom) not in ("", None)]
    poses += [(titre(nom, d.sorte), valeur, d.adresse(d.filtre.without(nom))) for nom, valeur in simples]
    if d.ici.interieures and d.sorte == "relations":
        poses.append((titre("interieures", d.sorte), _("compris"), d.adresse(d.filtre.without("interieures"))))
    return poses


def _value(filtre: Filtre, nom: str) -> str:
    if nom == "emprise":
        return _("le cadre choisi")
    if nom == "texte":
        return f"«\u00a0{filtre.texte}\u00a0»"
    return str(getattr(filtre, nom))


def _hidden(d: Demande) -> Couples:
    """Ce que le formulaire doit garder sans le montrer : ce qu'aucune case de cette page ne porte."""
    gardes = [(nom, valeur) for nom in (*d.filtre.etrangeres_a(d.sorte), "partie") for valeur in getattr(d.filtre, nom)]
    gardes += [(nom, str(v)) for nom in ("emprise", "modifie_depuis") if (v := getattr(d.filtre, nom)) is not None]
    gardes += [("demonstration", "oui")] if d.filtre.demonstration else []
    gardes += [("interieures", "oui")] if d.filtre.interieures and d.sorte != "relations" else []
    gardes += [("tri", d.tri)] if d.tri else []
    return [*dict.fromkeys(gardes), *([("vue", "carte")] if d.carte else [])]


def _orders(d: Demande) -> list[Lien]:
    noms = {"recent": _("plus récents"), "ancien": _("plus anciens"), "nom": _("nom")}
    if d.filtre.texte:
        noms = {"pertinence": _("pertinence"), **noms}
    if d.sorte == "acteurs":
        noms = {code: nom for code, nom in noms.items() if code in ("pertinence", "nom")}
    actuel = ordre(d.ici, d.sorte, d.tri)
    vue = [("vue", "carte")] if d.carte else []
    return [
        Lien(nom, f"{reverse(d.sorte)}?{d.filtre.to_query([('tri', code), *vue])}", code == actuel)
        for code, nom in noms.items()
    ]


def _views(d: Demande) -> list[Lien]:
    tri = [("tri", d.tri)] if d.tri else []
    question = d.filtre.to_query(tri)
    liste = reverse(d.sorte) + (f"?{question}" if question else "")
    carte = f"{reverse(d.sorte)}?{d.filtre.to_query([*tri, ('vue', 'carte')])}"
    return [Lien(_("Liste"), liste, not d.carte), Lien(_("Carte"), carte, d.carte)]


FORMATS = (
    ("csv", "CSV", "text/csv"), ("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("geojson", "GeoJSON", "application/geo+json"), ("json", "JSON", "application/json"),
    ("atom", "Atom", "application/atom+xml"),
)  # fmt: skip


def formats(sorte: Sorte, filtre: Filtre) -> dict[str, Any]:
    """Où prendre exactement cette liste : fichiers, flux, page à intégrer, API ; tous avec la même question."""
    question = filtre.to_query()
    fin = f"?{question}" if question else ""
    return {
        "fichiers": [(nom, f"/{sorte}.{suffixe}{fin}", mime) for suffixe, nom, mime in FORMATS],
        "integrer": f"/integrer/{sorte}/{fin}",
        "api": f"/api/v1/{sorte}{fin}",
    }
