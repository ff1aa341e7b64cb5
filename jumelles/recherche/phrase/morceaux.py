"""Chaque critère, dit en français et accordé au sujet de la phrase."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.phrase.lieux import Lieu
from jumelles.recherche.phrase.noms import ACTEURS, NATURES, Sujet, ou
from jumelles.recherche.phrase.themes import complement_de_theme
from jumelles.referentiel.temps import DatePartielle

Formes = tuple[str | Promise, ...]
Mots = dict[str, dict[str, str]]


def _formes(un: str | Promise, des: str | Promise, une: str | Promise, ces: str | Promise) -> Formes:
    return (un, des, une, ces)


def _invariable(mot: str | Promise) -> Formes:
    return (mot, mot, mot, mot)


PORTE = _formes(
    pgettext_lazy("masculin singulier", "porté"), pgettext_lazy("masculin pluriel", "portés"),
    pgettext_lazy("féminin singulier", "portée"), pgettext_lazy("féminin pluriel", "portées"),
)  # fmt: skip
NOUE = _formes(
    pgettext_lazy("masculin singulier", "noué"), pgettext_lazy("masculin pluriel", "noués"),
    pgettext_lazy("féminin singulier", "nouée"), pgettext_lazy("féminin pluriel", "nouées"),
)  # fmt: skip
COMMENCE = _formes(
    pgettext_lazy("masculin singulier", "commencé"), pgettext_lazy("masculin pluriel", "commencés"),
    pgettext_lazy("féminin singulier", "commencée"), pgettext_lazy("féminin pluriel", "commencées"),
)  # fmt: skip
MODIFIE = _formes(
    pgettext_lazy("masculin singulier", "modifié"), pgettext_lazy("masculin pluriel", "modifiés"),
    pgettext_lazy("féminin singulier", "modifiée"), pgettext_lazy("féminin pluriel", "modifiées"),
)  # fmt: skip
LIE = _formes(
    pgettext_lazy("masculin singulier", "lié"), pgettext_lazy("masculin pluriel", "liés"),
    pgettext_lazy("féminin singulier", "liée"), pgettext_lazy("féminin pluriel", "liées"),
)  # fmt: skip
ETATS: dict[str, Formes] = {
    "actif": _formes(
        pgettext_lazy("masculin singulier", "actif"), pgettext_lazy("masculin pluriel", "actifs"),
        pgettext_lazy("féminin singulier", "active"), pgettext_lazy("féminin pluriel", "actives"),
    ),
    "en_sommeil": _invariable(gettext_lazy("en sommeil")),
    "suspendu": _formes(
        pgettext_lazy("masculin singulier", "suspendu"), pgettext_lazy("masculin pluriel", "suspendus"),
        pgettext_lazy("féminin singulier", "suspendue"), pgettext_lazy("féminin pluriel", "suspendues"),
    ),
    "clos": _formes(
        pgettext_lazy("masculin singulier", "clos"), pgettext_lazy("masculin pluriel", "clos"),
        pgettext_lazy("féminin singulier", "close"), pgettext_lazy("féminin pluriel", "closes"),
    ),
    "repris": _formes(
        pgettext_lazy("masculin singulier", "repris par une autre collectivité"),
        pgettext_lazy("masculin pluriel", "repris par une autre collectivité"),
        pgettext_lazy("féminin singulier", "reprise par une autre collectivité"),
        pgettext_lazy("féminin pluriel", "reprises par une autre collectivité"),
    ),
    "non_renseigne": _invariable(gettext_lazy("d'état non renseigné")),
}  # fmt: skip
STATUTS: dict[str, Formes] = {
    "a_venir": _invariable(gettext_lazy("à venir")),
    "en_cours": _invariable(gettext_lazy("en cours")),
    "termine": _formes(
        pgettext_lazy("masculin singulier", "terminé"), pgettext_lazy("masculin pluriel", "terminés"),
        pgettext_lazy("féminin singulier", "terminée"), pgettext_lazy("féminin pluriel", "terminées"),
    ),
    "a_verifier": _invariable(gettext_lazy("à vérifier")),
    "non_renseigne": _invariable(gettext_lazy("d'avancement non renseigné")),
}  # fmt: skip
INSTRUMENTS = {
    "visite_de_sites": gettext_lazy("une visite de sites"),
    "agence": gettext_lazy("une agence"),
    "bureau_representation": gettext_lazy("un bureau de représentation"),
    "plateforme": gettext_lazy("une plate-forme de l'international"),
}


def inconnu(code: str) -> str:
    """Un code que personne ne connaît se dit tel quel."""
    return _("code inconnu : %s") % code


def dire(codes: Sequence[str], mots: dict[str, str]) -> str:
    """« a ou b », chaque code par son mot, ou dit inconnu."""
    return ou([mots.get(c) or inconnu(c) for c in codes])


def themes(f: Filtre, mots: Mots) -> str:
    """« d'eau et d'assainissement ou de santé », collé au sujet."""
    connus = mots.get("theme", {})
    return ou([complement_de_theme(c, connus[c]) if c in connus else inconnu(c) for c in f.theme])


def territoire(f: Filtre, sorte: Sorte, s: Sujet, dits: dict[str, Lieu]) -> str:
    """« portés depuis l'Occitanie », « noués depuis Grenoble », « de l'Isère »."""
    if sorte == "acteurs":
        return ou([dits[c].de if c in dits else inconnu(c) for c in f.territoire])
    noms = ou([dits[c].nom if c in dits else inconnu(c) for c in f.territoire])
    return _("%(portes)s depuis %(lieux)s") % {
        "portes": s.accorder(PORTE if sorte == "projets" else NOUE), "lieux": noms,
    }  # fmt: skip


def avancement(f: Filtre, s: Sujet) -> str:
    """« en cours ou terminés »."""
    return ou([s.accorder(STATUTS[c]) if c in STATUTS else inconnu(c) for c in f.statut])


def etat(f: Filtre, s: Sujet) -> str:
    """« actifs ou en sommeil »."""
    return ou([s.accorder(ETATS[c]) if c in ETATS else inconnu(c) for c in f.etat])


def annees(f: Filtre, sorte: Sorte, s: Sujet) -> str:
    """« commencés entre 1990 et 2000 » ; pour un acteur, l'année est celle de son premier lien."""
    valeurs = {"commences": s.accorder(COMMENCE), "depuis": f.depuis, "jusque": f.jusque}
    if sorte == "acteurs":
        formes = (
            _("au premier lien noué en %(depuis)s"), _("au premier lien noué entre %(depuis)s et %(jusque)s"),
            _("au premier lien noué en %(depuis)s ou après"), _("au premier lien noué en %(jusque)s ou avant"),
        )  # fmt: skip
    else:
        formes = (
            _("%(commences)s en %(depuis)s"), _("%(commences)s entre %(depuis)s et %(jusque)s"),
            _("%(commences)s en %(depuis)s ou après"), _("%(commences)s en %(jusque)s ou avant"),
        )  # fmt: skip
    if f.depuis and f.jusque:
        return (formes[0] if f.depuis == f.jusque else formes[1]) % valeurs
    return (formes[2] if f.depuis else formes[3]) % valeurs


def odd(f: Filtre, mots: Mots) -> str:
    """« pour l'ODD 6 (Eau propre et assainissement) ou la cible 11.2 »."""
    connus = mots.get("odd", {})

    def one(code: str) -> str:
        if code not in connus:
            return inconnu(code)
        if "." in code:
            return _("la cible %s") % code
        titre = connus[code].removeprefix(f"{code}. ")
        return _("l'ODD %(numero)s (%(titre)s)") % {"numero": code, "titre": titre}

    return _("pour %s") % ou([one(c) for c in f.odd])


def _participants(f: Filtre) -> str:
    return _("avec %s") % ou([ACTEURS[c].un if c in ACTEURS else inconnu(c) for c in f.type_acteur])


def _liens(f: Filtre, s: Sujet) -> str:
    noms = ou([NATURES[c].un if c in NATURES else inconnu(c) for c in f.nature])
    return _("%(lies)s par %(noms)s") % {"lies": s.accorder(LIE), "noms": noms}


def _dimensions(f: Filtre, mots: Mots) -> str:
    connus = {c: m[:1].lower() + m[1:] for c, m in mots.get("dimension", {}).items()}
    return _("de dimension %s") % dire(f.dimension, connus)


def _cadres(f: Filtre, s: Sujet, mots: Mots) -> str:
    noms = dire(f.cadre, {c: _("« %s »") % m for c, m in mots.get("cadre", {}).items()})
    return (_("qui s’inscrivent dans %s") if s.pluriel else _("qui s’inscrit dans %s")) % noms


def _modifie(f: Filtre, s: Sujet) -> str:
    jour = datetime.fromtimestamp(f.modifie_depuis or 0, UTC).date().isoformat()
    dite = DatePartielle.read(jour).in_french()
    return _("%(modifies)s depuis le %(jour)s") % {"modifies": s.accorder(MODIFIE), "jour": dite}


def suite(f: Filtre, sorte: Sorte, s: Sujet, mots: Mots) -> list[str]:
    """Les autres critères, dans l'ordre où on les dit."""
    agit = _("qui agissent %s") if s.pluriel else _("qui agit %s")
    dits: list[tuple[object, Callable[[], str]]] = [
        (sorte != "acteurs" and f.type_acteur, lambda: _participants(f)),
        (sorte == "acteurs" and f.nature, lambda: _liens(f, s)),
        (f.pays_action, lambda: agit % dire(f.pays_action, mots["pays_action"])),
        (f.partie, lambda: _("avec %s") % dire(f.partie, mots["partie"])),
        (f.odd, lambda: odd(f, mots)),
        (f.dimension, lambda: _dimensions(f, mots)),
        (f.instrument, lambda: _("avec %s") % dire(f.instrument, {c: str(m) for c, m in INSTRUMENTS.items()})),
        (f.dispositif, lambda: _("dans le dispositif %s") % dire(f.dispositif, mots["dispositif"])),
        (f.cadre, lambda: _cadres(f, s, mots)),
        (f.acte, lambda: _("dont l'acte est %s") % dire(f.acte, mots["acte"])),
        (f.fraicheur, lambda: _("dont la donnée est %s") % dire(f.fraicheur, mots["fraicheur"])),
        (f.depuis or f.jusque, lambda: annees(f, sorte, s)),
        (f.modifie_depuis is not None, lambda: _modifie(f, s)),
        (f.source, lambda: _("selon %s") % dire(f.source, mots["source"])),
        (f.texte, lambda: _("contenant « %s »") % f.texte),
        (f.emprise, lambda: _("dans le cadre choisi sur la carte")),
    ]  # fmt: skip
    return [dire_() for pose, dire_ in dits if pose]


def reserves(f: Filtre, sorte: Sorte) -> list[str]:
    """Ce qui élargit ou déplace le compte ; toujours après une virgule."""
    dits = [_("liens entre collectivités françaises compris")] if sorte == "relations" and f.interieures else []
    return [*dits, _("pour la démonstration seulement")] if f.demonstration else dits
