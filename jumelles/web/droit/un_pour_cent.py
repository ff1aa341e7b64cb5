"""Le 1 % : quatre budgets, chacun jugé à part, et ce que dit chaque règle."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.droit.phrases import dire
from jumelles.droit.un_pour_cent import (
    Budget,
    BudgetVerifie,
    Respect,
    regles_un_pour_cent,
    verifier_un_pour_cent,
)
from jumelles.retombees.lecture import NombreRefuse, lire_montant
from jumelles.web.nombres import montant

LONGUEUR = 40


@dataclass(frozen=True, slots=True)
class Saisie:
    """Un champ : ce que la personne a écrit, ce qu'on y a lu (euros, None : rien), ou la faute."""

    nom: str
    ecrit: str
    lu: Decimal | None
    faute: str


@require_safe
def calculer(request: HttpRequest) -> HttpResponse:
    """Le calcul, s'il y a de quoi ; sinon les règles et les champs vides."""
    saisies = {b: (_lire(request.GET, f"ressources_{b}"), _lire(request.GET, f"depense_{b}")) for b in Budget}
    fautes = [s for couple in saisies.values() for s in couple if s.faute]
    cites = [b for b, couple in saisies.items() if any(s.lu is not None for s in couple)]
    jugement = None
    if cites and not fautes:
        jugement = verifier_un_pour_cent({b: saisies[b][0].lu for b in cites}, {b: saisies[b][1].lu for b in cites})
    contexte = {
        "champs": [(b, _nom(b), *couple) for b, couple in saisies.items()],
        "fautes": fautes,
        "vide": bool(request.GET) and not cites and not fautes,
        "jugement": jugement,
        "depasse": jugement is not None and jugement.respect is Respect.DEPASSE,
        "juges": [(b, _nom(b.budget), _dire(b)) for b in jugement.budgets] if jugement else [],
        "familles": _familles(),
        "a_une_question": bool(request.GET),
        "fil": [(_("Droit"), reverse("droit")), (_("Le 1 %"), "")],
    }
    return render(request, "droit/un_pour_cent.html", contexte)


def _lire(requete: Mapping[str, str], nom: str) -> Saisie:
    ecrit = requete.get(nom, "")[:LONGUEUR].replace("\x00", "")
    try:
        return Saisie(nom, ecrit, lire_montant(ecrit), "")
    except NombreRefuse as refus:
        return Saisie(nom, ecrit, None, str(refus))


def _dire(b: BudgetVerifie) -> str:
    """La phrase du budget, le dépassement en toutes lettres."""
    return dire(b.phrase, depassement=montant(b.depassement).removesuffix("€").strip())


def _nom(budget: Budget) -> str:
    return {
        Budget.EAU: _("Eau"), Budget.ASSAINISSEMENT: _("Assainissement"), Budget.ENERGIE: _("Électricité et gaz"),
        Budget.DECHETS: _("Déchets"),
    }[budget]  # fmt: skip


def _familles() -> list[tuple[str, list[tuple[object, str]]]]:
    """Les règles, par ce qu'elles disent, avec les budgets de chacune."""
    toutes = regles_un_pour_cent()
    titres = (
        ("plafond", _("Le plafond")), ("calcul", _("Le calcul")), ("assiette", _("Ce qui compte dans les ressources")),
        ("appoint", _("Donner plus")), ("usage_admis", _("Ce que le 1 % peut payer")),
        ("usage_exclu", _("Ce qu’il ne peut pas payer")), ("decision", _("La décision")),
    )  # fmt: skip
    return [
        (
            titre,
            [(r, ", ".join(_nom(b).lower() for b in r.budgets)) for r in toutes if r.nature == nature],
        )
        for nature, titre in titres
    ]
