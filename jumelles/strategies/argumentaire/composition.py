"""Composer l'argumentaire d'une demande : les pièces du conseil, les chiffres comptés et les exemples lus en base."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from jumelles.conseil.argumentaire import Argumentaire, ArgumentCite, assembler
from jumelles.conseil.arguments import Audience, Objection, Preuve
from jumelles.conseil.phrases import dire
from jumelles.documents.arbre import Note
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.requetes import compter
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import dire as dire_le_jour
from jumelles.strategies.argumentaire.exemples import ExempleProche, exemples_proches
from jumelles.territoires.requetes import TerritoireFiche

REPONSE, CHIFFRES, EXEMPLES = "reponse", "chiffres", "exemples"


@dataclass(frozen=True, slots=True)
class DemandeArgumentaire:
    """À qui, contre quoi, sur quels thèmes, pour quelle collectivité (code d'aujourd'hui, ou vide)."""

    audience: Audience
    objection: str
    themes: tuple[str, ...] = ()
    territoire: str = ""

    def couples(self) -> tuple[tuple[str, str], ...]:
        """Les (nom, valeur) de l'adresse de cette demande, toujours dans le même ordre."""
        suite = [("audience", self.audience.value), ("objection", self.objection)]
        suite += [("theme", t) for t in sorted(set(self.themes))]
        return (*suite, *((("territoire", self.territoire),) if self.territoire else ()))

    @property
    def question(self) -> str:
        """La même chose, en adresse."""
        return urlencode(self.couples())


@dataclass(frozen=True, slots=True)
class PieceCitee:
    """Une pièce du texte. code : stable d'un jour à l'autre ; groupe : REPONSE, un genre, CHIFFRES ou EXEMPLES.

    texte : la phrase, que l'on peut reprendre ; nuance : ce qu'elle ne dit pas ; note : qui le dit, quand.
    is_opinion, is_a_verifier : à dire avec elle ; adresse : où mène un exemple ou un chiffre, vide sinon.
    """

    code: str
    groupe: str
    texte: str
    nuance: str
    note: Note | None
    is_opinion: bool = False
    is_a_verifier: bool = False
    titre: str = ""
    adresse: str = ""


@dataclass(frozen=True, slots=True)
class ArgumentaireCompose:
    """L'argumentaire de ce jour, pièce par pièce, dans l'ordre de lecture."""

    le: date
    demande: DemandeArgumentaire
    chez: TerritoireFiche | None
    arguments: Argumentaire
    pieces: tuple[PieceCitee, ...]

    def groupes(self) -> tuple[tuple[str, tuple[PieceCitee, ...]], ...]:
        """(intitulé, pièces) : la réponse, les raisons (la solidarité avant l'économie), les chiffres, les exemples."""
        codes = dict.fromkeys(p.groupe for p in self.pieces)
        return tuple((intitule(c), tuple(p for p in self.pieces if p.groupe == c)) for c in codes)


def intitule(groupe: str) -> str:
    """Le titre d'un groupe de pièces."""
    propres = {
        REPONSE: _("Ce que vous pouvez répondre"), CHIFFRES: _("Des chiffres comptés dans la base"),
        EXEMPLES: _("Des exemples proches"),
    }  # fmt: skip
    return propres.get(groupe) or dire(f"genre.{groupe}")


def composer(
    demande: DemandeArgumentaire, chez: TerritoireFiche | None, *, jour: date, site: str
) -> ArgumentaireCompose:
    """L'argumentaire ; chez : la collectivité de la demande ; site : devant les chemins. ConseilIncoherent sinon."""
    proches = exemples_proches(chez, demande.themes, jour=jour, site=site)
    assemble = assembler(demande.audience, demande.objection, demande.themes, [e.lu for e in proches], jour=jour)
    pieces = (
        _reponse(assemble.objection),
        *(_argument(c) for _genre, suite in assemble.genres for c in suite),
        *_chiffres(chez, demande.themes, jour, site),
        *(_exemple(e) for e in proches),
    )
    return ArgumentaireCompose(jour, demande, chez, assemble, pieces)


def _reponse(objection: Objection) -> PieceCitee:
    """Nos mots, donc une opinion : ce qui la fonde vient après, avec ses références."""
    return PieceCitee(
        code=f"reponse:{objection.code}", groupe=REPONSE, texte=objection.reponse, note=None, is_opinion=True,
        nuance=_("À mettre dans vos mots ; les raisons et leurs références suivent."),
    )  # fmt: skip


def _argument(cite: ArgumentCite) -> PieceCitee:
    a = cite.argument
    quand = a.date.in_french() if a.date else _("date non renseignée")
    return PieceCitee(
        code=f"argument:{a.code}", groupe=a.genre.value, texte=a.texte, nuance=a.nuance,
        note=Note(a.reference, quand) if a.reference else None, is_opinion=a.preuve is Preuve.OPINION,
        is_a_verifier=cite.is_a_verifier,
    )  # fmt: skip


def _chiffres(chez: TerritoireFiche | None, themes: tuple[str, ...], jour: date, site: str) -> Iterator[PieceCitee]:
    """Comptés par le moteur, donc égaux aux listes où chacun mène."""
    ou = next((t for t in reversed(chez.fil) if t.code.startswith("D")), None) if chez else None
    ici = (ou.code,) if ou else ()
    lieu = f" ({ou.nom})" if ou else ""
    dits: tuple[tuple[str, Sorte, Filtre, str], ...] = (
        ("engagees", "acteurs", Filtre(territoire=ici, type_acteur=("collectivite",)),
         _("Collectivités françaises connues pour au moins un lien ou un projet")),
        ("liens", "relations", Filtre(territoire=ici), _("Jumelages et partenariats connus")),
        ("projets", "projets", Filtre(territoire=ici, theme=themes),
         _("Projets connus sur ces thèmes") if themes else _("Projets connus")),
    )  # fmt: skip
    for code, sorte, filtre, enonce in dits:
        nombre = compter(filtre, sorte)
        if nombre:
            yield PieceCitee(
                code=f"chiffre:{code}", groupe=CHIFFRES, texte=f"{enonce}{lieu}\u00a0: {milliers(nombre)}.",
                nuance=_("Ce que la base connaît, pas tout ce qui existe."),
                note=Note(_("Jumelles, compte du jour"), dire_le_jour(jour)), titre=_("voir la liste"),
                adresse=f"{site}/{sorte}/?{filtre.to_query()}",
            )  # fmt: skip


def _exemple(e: ExempleProche) -> PieceCitee:
    qui = " · ".join(x for x in (e.qui, e.pays) if x) or _("acteurs non renseignés")
    depuis = _("depuis %(annee)s") % {"annee": e.depuis[:4]} if e.depuis else ""
    return PieceCitee(
        code=f"exemple:{e.lu.id}", groupe=EXEMPLES, texte=f"{', '.join(x for x in (qui, depuis, e.ou) if x)}.",
        nuance="" if e.du_theme else _("D’un autre thème, ou d’un thème que sa source ne dit pas."),
        note=Note(e.lu.source, dire_le_jour(e.quand) or _("date non renseignée")),
        titre=e.lu.titre, adresse=e.lu.adresse,
    )  # fmt: skip
