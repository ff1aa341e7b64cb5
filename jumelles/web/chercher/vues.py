"""Une seule boîte pour tout le site, et ce qu'elle propose pendant que l'on écrit."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.comprendre import comprendre
from jumelles.recherche.filtre import CLES, Filtre, Sorte
from jumelles.recherche.phrase import composer, mots_de, phrase
from jumelles.recherche.requetes import Famille, compter, familles, garder_seul, proposer, relaxer
from jumelles.web.chercher.listes import noms_des_sortes
from jumelles.web.chercher.pages_du_site import outils_nommes
from jumelles.web.lignes.pieces import initiale

PRESQUE = 2  # listes voisines montrées par entrée
PROPOSEES = 8
FRAICHEUR = 60  # secondes pendant lesquelles un navigateur peut garder une proposition


@dataclass(frozen=True, slots=True)
class Entree:
    """Une liste où mènent ces mots : la phrase qui la dit, combien, et son adresse."""

    sorte: Sorte
    nom: str
    phrase: str
    total: int
    adresse: str

    @property
    def bref(self) -> str:
        """« 27 acteurs » : la liste entière, sans ses critères."""
        return phrase(Filtre(), self.total, self.sorte)


def recherche(request: HttpRequest) -> HttpResponse:
    """Les listes où mènent ces mots, puis les résultats par famille ; zéro résultat dit quoi essayer."""
    texte = Filtre.from_query(request.GET).texte
    filtre = comprendre(texte) if texte else Filtre()
    trouvees = _families(texte, filtre) if texte else ()
    compris = _entries(filtre) if texte and _understood(filtre) else []
    dits = _entries(Filtre(texte=texte)) if texte else []
    return render(
        request,
        "chercher/recherche.html",
        {
            "texte": texte,
            "outils": outils_nommes(texte),
            "exact": bool(trouvees) and trouvees[0].exacte,
            "compris": compris,
            "dits": dits,
            "presque": _nearly(filtre) if texte and not compris and not dits else [],
            "lu": [m for mots in mots_de(filtre).values() for m in mots.values()],
            "familles": [(f, _title(f), _all(f, texte)) for f in trouvees],
            "rapproches": _corrected(trouvees),
            "fil": [(_("Recherche"), "")],
        },
    )


def _understood(filtre: Filtre) -> bool:
    """Vrai si un mot au moins a été lu comme un thème, un pays, un territoire, une nature de lien."""
    return any(getattr(filtre, nom) for nom in CLES)


def _families(texte: str, filtre: Filtre) -> tuple[Famille, ...]:
    """Ce qui porte ces mots ; « ville de Lyon » : ce qui porte le nom, une fois ôtés les mots qui n'en sont pas."""
    trouvees = familles(texte)
    if _understood(filtre) or not filtre.texte or (trouvees and trouvees[0].exacte):
        return trouvees
    nues = familles(filtre.texte)
    return nues if nues and nues[0].exacte else trouvees


def suggestions(request: HttpRequest) -> HttpResponse:
    """Ce que la personne est en train d'écrire : au plus huit propositions, chacune une adresse."""
    texte = Filtre.from_query(request.GET).texte
    proposees = proposer(texte) if len(texte) > 1 else ()
    outils = [
        {"sorte": "outil", "libelle": str(o.nom), "precision": str(o.quoi), "adresse": o.adresse}
        for o in outils_nommes(texte)
    ]
    lues = [{"sorte": s.sorte, "libelle": s.libelle, "precision": s.precision, "adresse": s.adresse} for s in proposees]
    reponse = JsonResponse({"q": texte, "suggestions": (outils + (lues or _lists(texte)))[:PROPOSEES]})
    reponse["Cache-Control"] = f"max-age={FRAICHEUR}"
    return reponse


def _lists(texte: str) -> list[dict[str, str]]:
    """Aucun nom ne commence ainsi : les listes que disent plusieurs mots, « eau Madagascar »."""
    filtre = comprendre(texte) if len(texte.split()) > 1 else Filtre()
    return [
        {"sorte": e.sorte, "libelle": initiale(e.phrase), "precision": _("liste à filtrer"), "adresse": e.adresse}
        for e in (_entries(filtre) if _understood(filtre) else [])
    ]


def _entries(filtre: Filtre) -> list[Entree]:
    """Les listes de ce filtre qui ont quelque chose."""
    lues = []
    for sorte, nom in noms_des_sortes().items():
        if not filtre.etrangeres_a(sorte) and (total := compter(filtre, sorte)):
            adresse = f"{reverse(sorte)}?{filtre.to_query()}"
            lues.append(Entree(sorte, nom, phrase(filtre, total, sorte), total, adresse))
    return lues


def _nearly(filtre: Filtre) -> list[Entree]:
    """Rien ne répond à tout : les listes qui répondent à tout sauf un mot, ou à un seul."""
    entrees = []
    for sorte, nom in noms_des_sortes().items():
        essais = relaxer(filtre, sorte) or garder_seul(filtre, sorte)
        entrees += [
            Entree(sorte, nom, phrase(e.filtre, e.total, sorte), e.total, f"{reverse(sorte)}?{e.filtre.to_query()}")
            for e in essais[:PRESQUE]
            if not e.filtre.is_empty()
        ]
    return entrees


def _title(f: Famille) -> str:
    titres = {
        "territoires": _("Territoires français"), "pays": _("Pays et territoires"), "acteurs": _("Acteurs"),
        "relations": _("Jumelages et partenariats"), "projets": _("Projets"), "themes": _("Thèmes"),
        "odd": _("Objectifs de développement durable"),
    }  # fmt: skip
    return titres[f.sorte]


def _all(f: Famille, texte: str) -> str:
    """La liste filtrée d'une famille qui en a plus que l'on n'en montre."""
    if f.sorte not in noms_des_sortes() or f.total <= len(f.elements):
        return ""
    return f"{reverse(f.sorte)}?{Filtre(texte=texte).to_query()}"


def _corrected(trouvees: tuple[Famille, ...]) -> list[str]:
    couples = dict.fromkeys(c for f in trouvees for c in f.rapproches)
    return [
        composer(_("Nous avons compris « %(compris)s » pour « %(demande)s ».") % {"compris": b, "demande": a})
        for a, b in couples
    ]
