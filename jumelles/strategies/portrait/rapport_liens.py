"""Les liens de la collectivité : la frise, le tableau, les actes."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.fiches import RelationBreve
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Figure, Note, Paragraphe, Tableau, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.frise_svg import LIGNES_MAX, write_frise
from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.arbre import LienVu, Portrait

LIENS, ACTES, NOMMES = 15, 20, 40
_G, _D = Alignement.GAUCHE, Alignement.DROITE


def notes_de(sources: Iterable[tuple[str, str]], date: str) -> tuple[Note, ...]:
    """Une note par source, à la date de son information."""
    return tuple(Note(nom, phrases.quand(date) if date else "") for _code, nom in sources)


def jumelages(p: Portrait) -> Iterator[Bloc]:
    """La frise et le tableau ; un lien sans date est nommé, jamais dessiné."""
    yield Titre(_("Jumelages et partenariats"))
    if not p.liens:
        yield Paragraphe(
            _("Jumelages et partenariats internationaux connus ici : 0. Aucune des sources lues n’en parle.")
        )
    else:
        yield Paragraphe(
            _("Jumelages et partenariats internationaux connus ici : %(n)s.") % {"n": milliers(len(p.liens))}
        )
        if p.frise.lignes:
            yield _figure(p)
        yield _tableau_des_liens(p)
        if len(p.liens) > LIENS:
            yield Paragraphe(_("Et %(n)s autres, sur la page du territoire.") % {"n": milliers(len(p.liens) - LIENS)})
    if p.interieures:
        n = len(p.interieures)
        yield Paragraphe(
            ngettext("%(n)s lien avec un autre territoire français, hors de ces comptes.",
                     "%(n)s liens avec d’autres territoires français, hors de ces comptes.", n) % {"n": milliers(n)}
        )  # fmt: skip


def _figure(p: Portrait) -> Figure:
    lignes = p.frise.lignes[:LIGNES_MAX]
    dits = ", ".join(_("%(nom)s depuis %(annee)s") % {"nom": x.nom, "annee": x.annee} for x in lignes)
    restent = len(p.frise.lignes) - len(lignes)
    legende = _("Depuis quand, avec qui. Rond bleu : jumelage ; carré corail : partenariat, coopération ; gris : "
                "nature non renseignée ; pointillé : suspendu ; estompé : état non renseigné.")  # fmt: skip
    if restent:
        tus = ngettext(
            "%(n)s lien daté plus récent n’est pas dessiné.", "%(n)s liens datés plus récents ne sont pas dessinés.",
            restent,
        )  # fmt: skip
        legende += " " + tus % {"n": milliers(restent)}
    if p.frise.sans_date:
        noms = ", ".join(nom for nom, _r in p.frise.sans_date[:NOMMES])
        legende += " " + _("Début non renseigné, donc pas sur la frise : %(noms)s.") % {"noms": noms}
    return Figure(write_frise(p.frise), _("Frise des liens datés : %(dits)s.") % {"dits": dits}, legende)


def _tableau_des_liens(p: Portrait) -> Tableau:
    """La colonne des états n'y est que si l'un d'eux est dit ; « ce que l'on ne sait pas » compte les autres."""
    dits = any(r.etat != EtatPartenariat.NON_RENSEIGNE for r in p.internationales)
    return Tableau(
        _("Les liens, du plus ancien au plus récent, ceux sans date ensuite"),
        (_("Partenaire"), _("Pays"), _("Nature"), _("Depuis"), *([_("État")] if dits else []),
         _("Dernière information")),
        tuple(_ligne(lien, dits) for lien in p.liens[:LIENS]),
        alignements=(_G, _G, _G, _D, *([_G] if dits else []), _D),
    )  # fmt: skip


def _ligne(lien: LienVu, etats: bool) -> tuple[Contenu, ...]:
    r: RelationBreve = lien.relation
    nom = lien.nom + (_(" (des sources divergent)") if r.divergente else "")
    return (
        (nom, *notes_de(r.sources, r.derniere_information)), lien.pays or _("non renseigné"), r.nature_libelle,
        phrases.quand(r.debut), *([r.etat_libelle] if etats else []), phrases.quand(r.derniere_information),
    )  # fmt: skip


def actes(p: Portrait) -> Iterator[Bloc]:
    """Les actes, avec leur état : une convention échue n'est pas une relation finie."""
    yield Titre(_("Actes"), 2)
    if not p.actes:
        yield Paragraphe(_("Conventions, chartes, délibérations : non renseigné."))
        return
    noms = {lien.relation.id: lien.nom for lien in p.liens}
    yield Tableau(
        _("Les actes connus, du plus récent au plus ancien"),
        (_("Acte"), _("Avec"), _("Signé"), _("Fin"), _("État")),
        tuple((a.acte.intitule or a.acte.type_libelle, noms.get(a.relation_id, ""), phrases.quand(a.acte.signe_le),
               phrases.quand(a.acte.fin), a.acte.etat_libelle) for a in p.actes[:ACTES]),
        alignements=(_G, _G, _D, _D, _G),
    )  # fmt: skip
    if len(p.actes) > ACTES:
        yield Paragraphe(_("Et %(n)s autres.") % {"n": milliers(len(p.actes) - ACTES)})
