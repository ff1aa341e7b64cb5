"""La note en document : six questions d'élu·e, dans l'ordre où on les pose, quatre pages."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.conseil.phrases import dire
from jumelles.documents.arbre import Bloc, Contenu, Encadre, Lien, Liste, Niveau, Paragraphe, Rapport, Texte, Titre
from jumelles.droit.pays import NoticePays
from jumelles.droit.phrases import dire as dire_du_droit
from jumelles.referentiel.thesaurus import themes
from jumelles.strategies.directions import Direction
from jumelles.strategies.note.appeler import dire_qui_appeler
from jumelles.strategies.note.composition import NoteElu
from jumelles.strategies.note.couts import dire_les_couts, en_bref_les_couts
from jumelles.strategies.note.details import faits_de
from jumelles.strategies.note.existant import dire_l_existant, en_bref_l_existant
from jumelles.strategies.note.loi import dire_la_loi
from jumelles.strategies.note.raisons import citer
from jumelles.strategies.note.sources import citer_source

AUTEUR = "Jumelles"


def rapport_de_la_note(n: NoteElu, *, site: str, adresse: str) -> Rapport:
    """L'arbre ; site : l'adresse publique sans barre finale ; adresse : la page qui rouvre cette note."""
    return Rapport(
        titre=_("L’action internationale : %(nom)s") % {"nom": n.t.nom_affiche},
        sous_titre=_("Note pour l’élu·e : ce qui existe, ce que cela coûte, ce que la loi permet, trois directions"),
        auteur=AUTEUR, jour=n.jour, blocs=tuple(_blocs(n, site, adresse)), serre=True,
    )  # fmt: skip


def _blocs(n: NoteElu, site: str, adresse: str) -> Iterator[Bloc]:
    if n.notices:
        yield Encadre(Niveau.A_VERIFIER, tuple(_notice(pays, avis) for pays, avis in n.notices))
    yield Titre(_("En bref"))
    yield Liste(tuple(_en_bref(n)))
    yield Titre(_("Ce qui existe"), replie=True)
    yield from dire_l_existant(n.portrait, site=site)
    yield Titre(_("Ce que cela coûte"), replie=True)
    yield from dire_les_couts(n)
    yield Titre(_("Ce que la loi permet"), replie=True)
    yield from _la_loi(n, f"{site}/droit/")
    yield Titre(_("Trois directions"))
    yield from _directions(n)
    yield Titre(_("Qui appeler"))
    yield from dire_qui_appeler(n, site=site)
    yield Titre(_("Ce que cela pourrait rapporter"), replie=True)
    yield Paragraphe(_("Des raisons citées, pas des promesses. « Non mesuré » ne veut pas dire zéro."))
    yield Liste(tuple(citer(n.raisons)))
    yield Titre(_("Ce que cette note ne sait pas"), replie=True)
    manques = (*(m.phrase for m in n.portrait.manques), _("Une absence ici n’est pas une absence sur le terrain."))
    yield Paragraphe(" ".join(manques))
    yield Paragraphe((_("La même note, à jour, avec ses liens : "), Lien(adresse, adresse)))


def _notice(pays: str, avis: NoticePays) -> Contenu:
    """Un avis daté sur un pays dont parle la note : à lire avant tout."""
    o = avis.origine
    phrase = _("%(pays)s, %(quand)s : %(texte)s") % {
        "pays": pays, "quand": avis.quand.in_french(), "texte": avis.texte,
    }  # fmt: skip
    return phrase, citer_source(o.editeur, quand=o.date, adresse=o.adresse)


def _en_bref(n: NoteElu) -> Iterator[str]:
    if question := _question(n):
        yield _("Votre question : %(question)s.") % {"question": question}
    yield en_bref_l_existant(n.portrait)
    yield en_bref_les_couts(n)
    if n.loi is None:
        yield _("La loi : à vérifier auprès de la préfecture.")
    else:
        yield _("La loi encadre chaque action et fixe l’ordre des actes : le tableau plus bas le dit, et ce qui reste "
                "à vérifier auprès de la préfecture.")  # fmt: skip
    titres = " ; ".join(d.regle.titre[:1].lower() + d.regle.titre[1:] for d in n.directions)
    yield _("Trois directions possibles : %(titres)s.") % {"titres": titres}


def _question(n: NoteElu) -> str:
    """Ce que la personne a dit chercher ; vide si elle n'a rien dit."""
    q, nommes = n.question, {t.code: t.libelle for t in themes()}
    pays = n.conseil.pays.nom if q.pays and n.conseil.pays else ""
    dits = (*(dire(f"besoin.{b}") for b in q.besoins), *(nommes[t] for t in q.themes), pays)
    return ", ".join(mot for mot in dits if mot)


def _la_loi(n: NoteElu, droit: str) -> Iterator[Bloc]:
    if n.loi is not None:
        yield from dire_la_loi(n.loi, droit=droit)
        return
    phrase = _("Cette collectivité a un statut particulier : aucune colonne du tableau ne dit tout d’elle.")
    suite = dire_du_droit("verdict.a_verifier")
    yield Encadre(Niveau.A_VERIFIER, (f"{phrase} {suite}.", (_("Toutes les règles : "), Lien(droit, droit))))


def _directions(n: NoteElu) -> Iterator[Bloc]:
    yield Paragraphe(
        _("Choisies par des règles écrites, sur les faits connus ici ; aucune n’est un ordre. Chacune dit sa règle.")
    )
    for rang, d in enumerate(n.directions, 1):
        yield Titre(f"{rang}. {d.regle.titre}", 2)
        yield Paragraphe((f"{d.raison} ", Texte(_pourquoi(d), italique=True)))
        yield Liste(tuple(_points(n, d)))


def _pourquoi(d: Direction) -> str:
    """La règle qui la propose, en mots (C4.9) ; jusqu'où elle regarde, et pourquoi."""
    r, loin = d.regle, ""
    if r.km_max is not None:
        loin = _(" ; %(km)s km au plus à vol d’oiseau, %(pourquoi)s") % {"km": r.km_max, "pourquoi": r.pourquoi_km}
    return _("Règle « %(code)s » : %(quand)s%(loin)s (%(etat)s de la maison).") % {
        "code": d.code, "quand": r.quand, "loin": loin, "etat": r.etat,
    }  # fmt: skip


def _points(n: NoteElu, d: Direction) -> Iterator[str]:
    faits = faits_de(d.code, n.portrait, n.conseil, jour=n.jour)
    if faits:
        yield _("Ce que l’on sait : %(faits)s.") % {"faits": faits}
    yield _("Premier pas : %(pas)s") % {"pas": d.regle.premier_pas}
    yield _("Prudence : %(quoi)s") % {"quoi": d.regle.prudence}
