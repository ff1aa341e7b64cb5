"""Ce que fait la collectivité : jumelages, actes, projets, argent, thèmes, acteurs d'ici."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.fiches import RelationBreve
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Figure, Liste, Note, Paragraphe, Tableau, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.frise_svg import LIGNES_MAX, write_frise
from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.arbre import LienVu, PartDite, Portrait

LIENS, ACTES, MONTANTS, PARTS = 15, 20, 30, 12
NOMMES = 40
_G, _D = Alignement.GAUCHE, Alignement.DROITE


def _note(sources: Iterable[tuple[str, str]], date: str) -> tuple[Note, ...]:
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
        (nom, *_note(r.sources, r.derniere_information)), lien.pays or _("non renseigné"), r.nature_libelle,
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


def projets(p: Portrait) -> Iterator[Bloc]:
    """Les projets les plus récents."""
    yield Titre(_("Projets"))
    yield Paragraphe(_("Projets connus ici : %(n)s.") % {"n": milliers(p.projets_nombre)})
    if p.projets:
        yield Tableau(
            _("Les plus récents d’abord"), (_("Projet"), _("Pays"), _("Statut"), _("Début")),
            tuple(((x.titre, *_note(x.sources, x.derniere_information)),
                   ", ".join(nom for _iso, nom in x.pays) or _("non renseigné"), x.statut_libelle,
                   phrases.quand(x.debut)) for x in p.projets),
            alignements=(_G, _G, _G, _D),
        )  # fmt: skip


def argent(p: Portrait) -> Iterator[Bloc]:
    """Les montants, année par année : deux étapes, deux natures, deux payeurs ne s'ajoutent pas."""
    if not p.argent:
        return
    yield Titre(_("Argent des projets"), 2)
    yield Tableau(
        _("Sommes connues, par année : demandé, obtenu, engagé et versé ne s’ajoutent jamais"),
        (_("Année"), _("Étape"), _("Nature"), _("Payé par"), _("Projets"), _("Montant")),
        tuple((str(f.annee) if f.annee else _("non renseignée"), f.etape_libelle, f.nature_libelle, phrases.payeur(f),
               milliers(f.projets), (phrases.somme(f), Note(f.source_nom, str(f.annee or ""))))
              for f in p.argent[:MONTANTS]),
        alignements=(_G, _G, _G, _G, _D, _D),
    )  # fmt: skip
    if len(p.argent) > MONTANTS:
        yield Paragraphe(_("Et %(n)s autres lignes, plus anciennes.") % {"n": milliers(len(p.argent) - MONTANTS)})


def classements(p: Portrait) -> Iterator[Bloc]:
    """Dimensions, thèmes, ODD : un lien qui en a plusieurs compte dans chacun."""
    yield Titre(_("De quoi il s’agit"))
    for nom, parts in ((_("Dimension"), p.dimensions), (_("Thème"), p.themes), (_("ODD"), p.odd)):
        if parts:
            yield _tableau_des_parts(nom, parts)
    vides = [
        nom for nom, parts in ((_("dimensions"), p.dimensions), (_("thèmes"), p.themes), (_("ODD"), p.odd)) if not parts
    ]
    if vides:
        yield Paragraphe(_("Non renseigné : %(quoi)s.") % {"quoi": ", ".join(vides)})


def _tableau_des_parts(nom: str, parts: tuple[PartDite, ...]) -> Tableau:
    return Tableau(
        _("%(nom)s : un lien ou un projet qui en a plusieurs est compté dans chacun") % {"nom": nom},
        (nom, _("Liens"), _("Projets")),
        tuple((_nommer(nom, x), phrases.connu(x.liens), phrases.connu(x.projets)) for x in parts[:PARTS]),
        alignements=(_G, _D, _D),
    )  # fmt: skip


def _nommer(nom: str, x: PartDite) -> str:
    return _("ODD %(code)s · %(nom)s") % {"code": x.code, "nom": x.nom} if nom == _("ODD") else x.nom


def ici(p: Portrait) -> Iterator[Bloc]:
    """Qui agit d'ici : les structures associées, et les collectivités du territoire."""
    if not (p.associes or p.sur_place or p.installees_rayon_km):
        return
    yield Titre(_("Acteurs du territoire"))
    if p.sur_place:
        s = p.sur_place
        yield Paragraphe(_("Sur son territoire, elle comprise : %(liens)s, %(projets)s, %(pays)s.") % {
            "liens": phrases.liens(s.liens), "projets": phrases.projets(s.projets), "pays": phrases.pays(s.pays),
        })  # fmt: skip
        if s.premieres:
            dits = ", ".join(f"{nom} ({milliers(n)})" for nom, _adresse, n in s.premieres)
            yield Paragraphe(_("Les plus engagées, avec leur nombre de liens : %(dits)s.") % {"dits": dits})
    if p.associes:
        yield Paragraphe(
            _("Structures françaises associées à ses liens et à ses projets : %(n)s.")
            % {"n": milliers(p.associes_nombre)}
        )
        yield Liste(tuple(
            f"{a.nom} ({', '.join((a.nature_libelle, *a.roles))}) : {phrases.projets(a.projets)}" for a in p.associes
        ))  # fmt: skip
    if p.installees:
        yield Tableau(
            phrases.installees(p), (_("Structure"), _("Nature"), _("Distance"), _("Liens"), _("Projets")),
            tuple((x.nom, x.nature_libelle, milliers(x.distance_km), phrases.connu(x.liens), phrases.connu(x.projets))
                  for x in p.installees),
            unites=("", "", "km", "", ""), alignements=(_G, _G, _D, _D, _D),
        )  # fmt: skip
    elif p.installees_rayon_km:
        yield Paragraphe(phrases.installees(p))
