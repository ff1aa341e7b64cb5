"""Un modèle d'acte ou de courrier, en document à adapter : blancs visibles, textes cités, jamais présenté comme sûr."""

from collections.abc import Iterator, Mapping
from datetime import date

from jumelles.documents.arbre import Bloc, Encadre, Fiche, Liste, Niveau, Note, Paragraphe, Rapport, Titre
from jumelles.droit.modeles import Modele
from jumelles.droit.textes import NoteJuridique, note

AUTEUR = "Jumelles"
AVERTISSEMENT = "Modèle à adapter, relu par aucun juriste, à vérifier auprès de la préfecture."
RELU = "Modèle à adapter, relu par {nom} le {jour}."


def modele_en_rapport(
    modele: Modele, *, jour: date, valeurs: Mapping[str, str] | None = None, pour: str = ""
) -> Rapport:
    """Le document d'un modèle ; valeurs : ce que l'on sait déjà, par clé de blanc ; pour : à quel sujet."""
    corps = tuple(_corps(modele.remplir(valeurs or {})))
    return Rapport(
        titre=modele.titre, auteur=AUTEUR, jour=jour, sous_titre=pour,
        blocs=(_avertir(modele), *corps, Titre("Textes cités, à retirer avant l’envoi"), Fiche(tuple(_textes(modele)))),
    )  # fmt: skip


def avertissement(modele: Modele) -> str:
    """Ce que vaut le modèle : le nom du juriste et la date, ou l'aveu que personne ne l'a relu."""
    m = modele.marque
    return RELU.format(nom=m.relu_par, jour=m.relu_le.strftime("%d/%m/%Y")) if m.relu_le else AVERTISSEMENT


def _avertir(modele: Modele) -> Encadre:
    compter = "Ce qui est entre crochets reste à écrire : rien n’y a été supposé."
    return Encadre(Niveau.A_VERIFIER, (avertissement(modele), compter))


def _corps(alineas: tuple[str, ...]) -> Iterator[Bloc]:
    for alinea in alineas:
        if alinea.startswith("# "):
            yield Titre(alinea[2:])
        elif alinea.startswith("- "):
            yield Liste(tuple(x.removeprefix("- ") for x in alinea.splitlines()))
        else:
            yield Paragraphe(alinea)


def _textes(modele: Modele) -> Iterator[tuple[str, tuple[str | Note, ...]]]:
    for texte in (note(t) for t in modele.textes):
        yield texte.reference, (texte.titre, source_du_texte(texte))


def source_du_texte(texte: NoteJuridique) -> Note:
    """D'où l'on tient un texte : sa source, son état, et la date de sa dernière version connue."""
    debuts = [v.du for v in texte.versions if v.du is not None]
    return Note(
        f"{texte.reference}, {texte.marque.etat}, {texte.marque.source}", debuts[-1].in_french() if debuts else ""
    )
