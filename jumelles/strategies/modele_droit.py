"""Un modèle d'acte ou de courrier, en document à adapter : blancs visibles, textes cités, jamais présenté comme sûr."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Bloc, Encadre, Fiche, Liste, Niveau, Note, Paragraphe, Rapport, Titre
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.modeles import Modele
from jumelles.droit.par_type import SujetArticle, article_du_type, assemblees
from jumelles.droit.textes import NoteJuridique, note
from jumelles.referentiel.temps import dire

AUTEUR = "Jumelles"
_CODE = "CGCT, art. "


def modele_en_rapport(
    modele: Modele,
    *,
    jour: date,
    valeurs: Mapping[str, str] | None = None,
    pour: str = "",
    type_: TypeCollectivite | None = None,
) -> Rapport:
    """Le document d'un modèle ; valeurs : ce que l'on sait déjà, par clé de blanc ; pour : à quel sujet.

    type_ : celui de la collectivité, s'il est connu : son assemblée et ses articles s'écrivent d'eux-mêmes.
    """
    connues = {**(valeurs_du_type(type_) if type_ else {}), **(valeurs or {})}
    corps = tuple(_corps(modele.remplir(connues)))
    return Rapport(
        titre=modele.titre, auteur=auteur(connues.get("collectivite", "")), jour=jour, sous_titre=pour,
        blocs=(
            _avertir(modele), *corps, Titre(_("Textes cités, à retirer avant l’envoi")),
            Fiche(tuple(_textes(modele, type_))),
        ),
    )  # fmt: skip


def auteur(collectivite: str) -> str:
    """Qui signe la page : la collectivité, sur un modèle proposé ici ; jamais Jumelles seul, qui ne décide rien."""
    if collectivite:
        return _("%(qui)s, projet d’après un modèle de Jumelles") % {"qui": collectivite}
    return _("Modèle proposé par Jumelles, à signer par la collectivité")


def valeurs_du_type(type_: TypeCollectivite) -> dict[str, str]:
    """Ce que le type suffit à écrire ; un article que l'on ne connaît pas reste en blanc."""
    assemblee, article = assemblees()[type_], article_du_type(SujetArticle.TRANSMISSION, type_)
    dits = {"assemblee": assemblee.nom, "de_l_assemblee": assemblee.de_l_assemblee, "executif": assemblee.executif}
    if not article.textes:
        return dits
    return dits | {
        "articles_transmission": article.references, "articles_nus": article.references.removeprefix(_CODE),
    }  # fmt: skip


def non_relu() -> str:
    """L'aveu que personne n'a relu le modèle."""
    return _("Ce modèle n’a été relu par aucun juriste : adaptez-le, et faites-le vérifier auprès de la préfecture.")


def avertissement(modele: Modele) -> str:
    """Ce que vaut le modèle : le nom du juriste et la date, ou l'aveu que personne ne l'a relu."""
    m = modele.marque
    if m.relu_le is None:
        return non_relu()
    return _("Modèle à adapter, relu par %(nom)s le %(jour)s.") % {"nom": m.relu_par, "jour": dire(m.relu_le)}


def _avertir(modele: Modele) -> Encadre:
    compter = _("Ce qui est entre crochets reste à écrire : rien n’y a été supposé.")
    return Encadre(Niveau.A_VERIFIER, (avertissement(modele), compter))


def _corps(alineas: tuple[str, ...]) -> Iterator[Bloc]:
    for alinea in alineas:
        if alinea.startswith("# "):
            yield Titre(alinea[2:])
        elif alinea.startswith("- "):
            yield Liste(tuple(x.removeprefix("- ") for x in alinea.splitlines()))
        else:
            yield Paragraphe(alinea)


def _textes(modele: Modele, type_: TypeCollectivite | None) -> Iterator[tuple[str, tuple[str | Note, ...]]]:
    siens = article_du_type(SujetArticle.TRANSMISSION, type_).textes if type_ else ()
    for texte in (note(t) for t in dict.fromkeys((*modele.textes, *siens))):
        yield texte.reference, (texte.titre, source_du_texte(texte))


def source_du_texte(texte: NoteJuridique) -> Note:
    """D'où l'on tient un texte : sa source, son état, et la date de sa dernière version connue."""
    debuts = [v.du for v in texte.versions if v.du is not None]
    return Note(
        f"{texte.reference}, {texte.marque.etat}, {texte.marque.source}", debuts[-1].in_french() if debuts else ""
    )
