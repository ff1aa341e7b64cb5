"""Les listes à cocher du dossier : des gestes, jamais une règle de droit affirmée sans son article ni sa marque."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Contenu, Note
from jumelles.droit.par_type import ArticleDuType, SujetArticle, article_du_type
from jumelles.droit.textes import NoteJuridique
from jumelles.strategies.mission.assemblage import Mission


def avant() -> tuple[str, ...]:
    """Ce qui se fait avant le départ."""
    return (
        _("Lire la délibération et la convention en vigueur avec le partenaire, et leurs échéances"),
        _("Demander l’avis de l’ambassade (service de coopération et d’action culturelle) sur le programme"),
        _("Prévenir les collectivités et les associations qui agissent au même endroit"),
        _("Faire décider qui part, pour quoi, combien cela coûte et qui le paie"),
        _("Vérifier passeports, visas, vaccins, assurance et rapatriement"),
        _("Laisser à un service le programme, les numéros d’urgence et le nom de qui prévenir"),
        _("Préparer ce que vous proposez, et ce que vous ne pouvez pas promettre sans vote"),
    )


def mandats(m: Mission) -> Iterator[Contenu]:
    """Qui vote le départ, selon quel article pour ce type de collectivité, et ce qui reste à vérifier."""
    if m.type is not None:
        article = article_du_type(SujetArticle.MANDAT_SPECIAL, m.type)
        yield (f"{article.phrase.removesuffix('.')} ({article.references}).", *map(citer, article.notes))
    else:
        sans = _("Chaque élu·e qui part a besoin d’un mandat spécial, voté avant le départ par son assemblée. ")
        yield sans + (
            _("L’article qui vaut pour votre collectivité est à vérifier auprès de la préfecture.")
            if m.collectivite
            else _("L’article dépend du type de collectivité : choisissez la vôtre sur la page du dossier.")
        )
    yield _(
        "Un agent part avec un ordre de mission de sa hiérarchie, et les règles de frais de sa collectivité : "
        "à vérifier auprès de vos services."
    )
    if m.type is not None:
        yield from _signature(article_du_type(SujetArticle.TRANSMISSION, m.type))


def _signature(a: ArticleDuType) -> Iterator[Contenu]:
    dit = _(
        "Rien ne se signe sur place qui n’ait été délibéré : la convention se signe après la délibération et sa "
        "transmission au représentant de l’État, puis se transmet à son tour (%(articles)s). L’ordre des actes suit "
        "un avis du Conseil d’État de 1996 : un juriste doit le confirmer."
    )
    yield (dit % {"articles": a.references}, *map(citer, a.notes))


def citer(texte: NoteJuridique) -> Note:
    """La référence, son état, où elle a été lue et quand, et ce qui reste à vérifier."""
    m = texte.marque
    reserve = f" ({texte.reserve.removesuffix('.')})" if texte.reserve else ""
    return Note(
        f"{texte.reference} ({m.etat}), {m.source}{reserve}", m.source_date.in_french() if m.source_date else ""
    )


def rapporter() -> tuple[str, ...]:
    """Ce que l'on rapporte."""
    return (
        _("Un compte rendu daté : qui a été vu, ce qui a été dit, ce qui a été décidé, ce qui reste à décider"),
        _("Les relevés de décisions des deux côtés, et les documents signés ou à signer"),
        _("Les rapports, budgets et justificatifs des actions en cours"),
        _("Des photographies, avec l’accord écrit des personnes, et des parents pour les enfants"),
        _("Les coordonnées des interlocuteurs, avec leur accord pour être montrés"),
        _("Les dépenses de la mission, pour le bilan et la déclaration d’aide publique au développement "
          "si elle s’applique"),
        _("Ce qu’il faut mettre à jour dans Jumelles : état du lien, date de la dernière rencontre, projets, "
          "partenaires"),
        _("Ce qui n’a pas marché, et ce que l’on ferait autrement"),
    )  # fmt: skip


def valeur() -> str:
    """Ce que vaut le dossier."""
    return _(
        "Ces informations viennent de sources publiques ou de ce que des réseaux ont saisi. Une absence ici n’est pas "
        "une absence sur le terrain. Aucun juriste n’a relu les règles de droit citées, sauf mention contraire."
    )
