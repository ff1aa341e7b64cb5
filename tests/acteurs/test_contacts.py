"""Les contacts d'un pays : qui les saisit, ce qui s'en montre, et comment on s'en retire (C1.5, C1.8)."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from jumelles.acteurs.carnet import (
    ATTENTE,
    EN_ATTENTE_MAX,
    PAUSE,
    ContactDit,
    ContactRefuse,
    accepter,
    inscrire,
    oublier_sans_reponse,
    redemander,
    refuser,
    retirer,
)
from jumelles.acteurs.carnet import reverifier as verifier_encore
from jumelles.acteurs.contacts import contact_du_jeton, contacts_a_tenir, contacts_du_pays, par_rubrique, reseaux_nommes
from jumelles.acteurs.models import Acteur, Contact, Refus, Sollicitation
from jumelles.acteurs.personnel import designe_quelqu_un, is_portable, porte_une_coordonnee, ressemble_a_une_personne
from jumelles.acteurs.regles import empreinte, is_a_reverifier
from jumelles.provenance.models import Journal
from tests.atelier.monde import un_monde

JOUR = date(2026, 11, 22)
SERVICE = ContactDit(
    "MG", "ambassade", None, "Ambassade (fabriquée)", "page du poste (fabriquée)", "2026-10",
    courriel="scac.antananarivo@exemple.invalid", page="https://exemple.invalid/poste",
)  # fmt: skip
PERSONNE = replace(
    SERVICE, personnel=True, nom="Camille Exemple", fonction="Attachée", courriel="camille.exemple@exemple.invalid"
)


@pytest.fixture
def reseau(db: None) -> int:
    un_monde()
    return Acteur.objects.create(nature="reseau", nom="Réseau fabriqué", cle="reseau fabrique", pays_id="FR").pk


def montres() -> list[str]:
    return [c.nom or c.organisme for c in contacts_du_pays("MG", jour=JOUR)]


def test_un_service_se_montre_une_personne_attend_son_accord(reseau: int) -> None:
    """C1.8."""
    inscrire(dit=SERVICE, au_nom_de=None, jour=JOUR, par="essai")
    attendu = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    assert montres() == ["Ambassade (fabriquée)"]
    assert [c.en_attente for c in contacts_a_tenir("MG", au_nom_de=None, jour=JOUR)] == [False, True]
    assert not accepter(jeton="un autre jeton")
    assert accepter(jeton=attendu.jeton) and accepter(jeton=attendu.jeton)
    assert montres() == ["Ambassade (fabriquée)", "Camille Exemple"]


def test_refuser_ou_revenir_sur_son_accord_efface_pour_de_bon(reseau: int) -> None:
    """C1.8 : le journal n'en garde que le numéro."""
    attendu = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    accepter(jeton=attendu.jeton)
    assert refuser(jeton=attendu.jeton)
    assert not Contact.objects.exists() and not refuser(jeton=attendu.jeton)
    ecrites = Journal.objects.filter(objet_type="contact")
    assert list(ecrites.values_list("verbe", flat=True)) == ["inscrire_contact", "accepter_contact", "retirer_contact"]
    assert not any("xemple" in str(ligne) for ligne in ecrites.values_list("avant", "apres", "par"))


def test_la_meme_saisie_deux_fois_ne_fait_qu_une_fiche(reseau: int) -> None:
    un = inscrire(dit=SERVICE, au_nom_de=None, jour=JOUR, par="essai")
    deux = inscrire(dit=replace(SERVICE, organisme="Ambassade  (FABRIQUÉE) "), au_nom_de=None, jour=JOUR, par="essai")
    assert un.contact_id == deux.contact_id and not deux.is_neuf


def test_un_reseau_ne_touche_que_les_siens(reseau: int) -> None:
    siens = frozenset({reseau})
    du_reseau = inscrire(dit=replace(SERVICE, reseau_id=reseau), au_nom_de=siens, jour=JOUR, par="essai").contact_id
    de_l_equipe = inscrire(dit=SERVICE, au_nom_de=None, jour=JOUR, par="essai").contact_id
    for au_nom_de, dit in ((siens, SERVICE), (frozenset[int](), replace(SERVICE, reseau_id=reseau))):
        with pytest.raises(ContactRefuse):
            inscrire(dit=dit, au_nom_de=au_nom_de, jour=JOUR, par="essai")
    with pytest.raises(ContactRefuse):
        retirer(contact_id=de_l_equipe, au_nom_de=siens, par="essai")
    assert [c.id for c in contacts_a_tenir("MG", au_nom_de=siens, jour=JOUR)] == [du_reseau]
    retirer(contact_id=du_reseau, au_nom_de=siens, par="essai")
    retirer(contact_id=du_reseau, au_nom_de=siens, par="essai")
    assert list(Contact.objects.values_list("pk", flat=True)) == [de_l_equipe]


def test_le_contact_d_un_reseau_masque_ne_se_montre_pas(reseau: int) -> None:
    inscrire(dit=replace(SERVICE, reseau_id=reseau), au_nom_de=frozenset({reseau}), jour=JOUR, par="essai")
    assert montres()
    Acteur.objects.filter(pk=reseau).update(sensible=True)
    assert montres() == []
    with pytest.raises(ContactRefuse):
        inscrire(dit=replace(PERSONNE, reseau_id=reseau), au_nom_de=None, jour=JOUR, par="essai")


@pytest.mark.parametrize("champs", [{"sensible": True}, {"supprime_le": timezone.now()}])
def test_masque_ou_supprime_un_reseau_peut_toujours_faire_effacer(reseau: int, champs: dict[str, object]) -> None:
    """C1.8 : ni le réseau ni l'équipe ne sont empêchés d'effacer une personne."""
    siens = frozenset({reseau})
    dits = [replace(PERSONNE, reseau_id=reseau, courriel=f"{f}@exemple.invalid") for f in ("une", "autre")]
    numeros = [inscrire(dit=dit, au_nom_de=siens, jour=JOUR, par="essai").contact_id for dit in dits]
    Acteur.objects.filter(pk=reseau).update(**champs)
    retirer(contact_id=numeros[0], au_nom_de=siens, par="essai")
    retirer(contact_id=numeros[1], au_nom_de=None, par="essai")
    assert not Contact.objects.exists()


def test_fondu_dans_un_autre_un_reseau_lui_laisse_ses_contacts(reseau: int) -> None:
    porteur = Acteur.objects.create(nature="reseau", nom="Porteur fabriqué", cle="porteur fabrique", pays_id="FR").pk
    ancien, neuf = frozenset({reseau}), frozenset({porteur})
    numero = inscrire(dit=replace(SERVICE, reseau_id=reseau), au_nom_de=ancien, jour=JOUR, par="essai").contact_id
    Acteur.objects.filter(pk=reseau).update(fondu_dans=porteur)
    assert [c.reseau_nom for c in contacts_du_pays("MG", jour=JOUR)] == ["Porteur fabriqué"]
    assert reseaux_nommes(ancien) == ((porteur, "Porteur fabriqué"),)
    for siens in (ancien, neuf):
        assert [c.id for c in contacts_a_tenir("MG", au_nom_de=siens, jour=JOUR)] == [numero]
        verifier_encore(contact_id=numero, au_nom_de=siens, jour=JOUR, par="essai")
    Acteur.objects.filter(pk=porteur).update(sensible=True)
    assert montres() == []
    retirer(contact_id=numero, au_nom_de=neuf, par="essai")
    assert not Contact.objects.exists()


def test_qui_a_dit_non_n_est_plus_inscrit_ni_sollicite(reseau: int) -> None:
    """C1.8 : de l'adresse, il ne reste qu'une empreinte."""
    un = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    refuser(jeton=un.jeton)
    with pytest.raises(ContactRefuse, match="a refusé"):
        inscrire(dit=replace(PERSONNE, courriel="Camille.EXEMPLE@exemple.invalid"), au_nom_de=None, jour=JOUR, par="e")
    deux = Contact.objects.create(
        pays_id="MG", organisme="Essai", courriel="camille.exemple+2@exemple.invalid", source="essai",
        source_date="2026", rubrique="autre", consentement="demande", empreinte="x", verifie_le=JOUR, par="essai",
    )  # fmt: skip
    with pytest.raises(ContactRefuse, match="a refusé"):
        redemander(contact_id=deux.pk, au_nom_de=None, par="essai")
    assert "xemple" not in str(list(Refus.objects.values()))


def test_on_ne_redemande_pas_deux_fois_en_sept_jours(reseau: int) -> None:
    numero = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").contact_id
    redemander(contact_id=numero, au_nom_de=None, par="essai")
    with pytest.raises(ContactRefuse, match="sept jours"):
        redemander(contact_id=numero, au_nom_de=None, par="essai")
    Contact.objects.update(redemande_le=timezone.now() - PAUSE)
    assert redemander(contact_id=numero, au_nom_de=None, par="essai")[0]


def test_retirer_puis_inscrire_ne_fait_pas_ecrire_plus_souvent(reseau: int) -> None:
    """C1.8 : sept jours entre deux courriels à une adresse, quelle que soit la fiche ; il n'en reste rien après."""
    premier = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").contact_id
    assert inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").is_neuf is False
    retirer(contact_id=premier, au_nom_de=None, par="essai")
    for dit in (PERSONNE, replace(PERSONNE, courriel=PERSONNE.courriel.upper(), fonction="Autre")):
        with pytest.raises(ContactRefuse, match="sept jours"):
            inscrire(dit=dit, au_nom_de=None, jour=JOUR, par="essai")
    assert not Contact.objects.exists()
    assert "xemple" not in str(list(Sollicitation.objects.values()))
    oublier_sans_reponse(maintenant=timezone.now() + PAUSE, par="essai")
    assert not Sollicitation.objects.exists()
    second = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").contact_id
    Contact.objects.update(cree_le=timezone.now() - 2 * PAUSE)
    redemander(contact_id=second, au_nom_de=None, par="essai")
    with pytest.raises(ContactRefuse, match="sept jours"):
        inscrire(dit=replace(PERSONNE, fonction="Autre"), au_nom_de=None, jour=JOUR, par="essai")
    retirer(contact_id=second, au_nom_de=None, par="essai")
    with pytest.raises(ContactRefuse, match="sept jours"):
        inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")


def test_douze_mois_apres_il_est_a_reverifier(reseau: int) -> None:
    numero = inscrire(dit=SERVICE, au_nom_de=None, jour=date(2025, 11, 22), par="essai").contact_id
    assert contacts_du_pays("MG", jour=date(2026, 11, 21))[0].a_reverifier is False
    assert contacts_du_pays("MG", jour=JOUR)[0].a_reverifier is True
    verifier_encore(contact_id=numero, au_nom_de=None, jour=JOUR, par="essai")
    assert contacts_du_pays("MG", jour=JOUR)[0].a_reverifier is False
    bissextile = date(2024, 2, 29)
    assert is_a_reverifier(bissextile, date(2025, 3, 1)) and not is_a_reverifier(bissextile, date(2025, 2, 28))


def test_redemander_rend_l_ancien_lien_muet(reseau: int) -> None:
    ancien = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    neuf, courriel = redemander(contact_id=ancien.contact_id, au_nom_de=None, par="essai")
    assert courriel == PERSONNE.courriel
    assert contact_du_jeton(ancien.jeton, jour=JOUR) is None and contact_du_jeton("", jour=JOUR) is None
    assert contact_du_jeton(neuf, jour=JOUR) is not None
    accepter(jeton=neuf)
    with pytest.raises(ContactRefuse):
        redemander(contact_id=ancien.contact_id, au_nom_de=None, par="essai")


def test_sans_reponse_la_personne_est_oubliee_et_elle_seule(reseau: int) -> None:
    """C1.8 : rien d'une personne ne se garde sans son accord au-delà de trois mois."""
    attendu = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    autre = replace(PERSONNE, courriel="lou.exemple@exemple.invalid")
    oui = inscrire(dit=autre, au_nom_de=None, jour=JOUR, par="essai")
    inscrire(dit=SERVICE, au_nom_de=None, jour=JOUR, par="essai")
    accepter(jeton=oui.jeton)
    assert oublier_sans_reponse(maintenant=timezone.now() + ATTENTE / 2, par="machine:essai") == 0
    assert oublier_sans_reponse(maintenant=timezone.now() + ATTENTE * 2, par="machine:essai") == 1
    assert not Contact.objects.filter(pk=attendu.contact_id).exists() and Contact.objects.count() == 2


@pytest.mark.parametrize(
    "faute",
    [
        {"courriel": "", "page": ""},
        {"nom": "Camille Exemple"},
        {"courriel": "camille.exemple@exemple.invalid"},
        {"personnel": True, "courriel": ""},
        {"page": "javascript:alert(1)"},
    ],
)
def test_ce_qui_ne_s_inscrit_pas_dit_pourquoi(reseau: int, faute: dict[str, object]) -> None:
    with pytest.raises(ContactRefuse, match=r"\w{3,}"):
        inscrire(dit=replace(SERVICE, **faute), au_nom_de=None, jour=JOUR, par="essai")  # type: ignore[arg-type]


def test_l_adresse_d_un_service_n_est_pas_celle_d_une_personne() -> None:
    personnes = ["jean.dupont", "Anne-Lise", "a.martin", "j.dupont", "dupont", "dupont75"]
    assert all(ressemble_a_une_personne(f"{p}@exemple.invalid") for p in personnes)
    services = ["scac.tana", "contact", "info-afd", "Coopération", "relationsinternationales", "alcaldia", "prefeitura"]
    assert not any(ressemble_a_une_personne(f"{s}@exemple.invalid") for s in services)
    assert not ressemble_a_une_personne("")


@pytest.mark.parametrize(
    "change", [{"fonction": "Autre"}, {"courriel": "camille.exemple+2@exemple.invalid"}, {"pays": "DE"}]
)
def test_une_seule_demande_en_cours_par_boite(reseau: int, change: dict[str, str]) -> None:
    """C1.8 : une lettre changée, ou « +2 » dans l'adresse, ne fait pas partir un second courriel."""
    inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    for recule in (False, True):
        if recule:
            Sollicitation.objects.update(le=timezone.now() - 2 * PAUSE)
        with pytest.raises(ContactRefuse, match="déjà en cours" if recule else "sept jours"):
            inscrire(dit=replace(PERSONNE, **change), au_nom_de=None, jour=JOUR, par="essai")
    assert Contact.objects.count() == 1


def test_un_reseau_ne_laisse_pas_attendre_trop_de_monde(reseau: int) -> None:
    siens, dit = frozenset({reseau}), replace(PERSONNE, reseau_id=reseau)
    for n in range(EN_ATTENTE_MAX):
        inscrire(dit=replace(dit, courriel=f"p{n}@exemple.invalid"), au_nom_de=siens, jour=JOUR, par="essai")
    with pytest.raises(ContactRefuse, match="Vingt personnes"):
        inscrire(dit=dit, au_nom_de=siens, jour=JOUR, par="essai")
    inscrire(dit=replace(SERVICE, reseau_id=reseau), au_nom_de=siens, jour=JOUR, par="essai")


def test_un_non_vaut_pour_toute_la_boite(reseau: int) -> None:
    """C1.8 : les autres fiches de la même personne partent, acceptées ou non, et leurs liens ne mènent plus à rien."""
    acceptee = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    accepter(jeton=acceptee.jeton)
    Sollicitation.objects.all().delete()
    autre = replace(PERSONNE, fonction="Autre", courriel="Camille.Exemple+b@exemple.invalid")
    seconde = inscrire(dit=autre, au_nom_de=None, jour=JOUR, par="essai")
    inscrire(dit=SERVICE, au_nom_de=None, jour=JOUR, par="essai")
    assert refuser(jeton=seconde.jeton)
    assert montres() == ["Ambassade (fabriquée)"] and Contact.objects.count() == 1
    assert not accepter(jeton=acceptee.jeton) and not accepter(jeton=seconde.jeton)


def test_on_n_accepte_pas_pour_une_boite_qui_a_dit_non(reseau: int) -> None:
    un = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    refuser(jeton=inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").jeton or un.jeton)
    reste = inscrire(dit=replace(PERSONNE, courriel="lou@exemple.invalid"), au_nom_de=None, jour=JOUR, par="essai")
    Contact.objects.filter(pk=reste.contact_id).update(courriel="camille.exemple+3@exemple.invalid")
    assert not accepter(jeton=reste.jeton) and montres() == []


def test_apres_un_non_on_ne_revient_ni_par_son_telephone_ni_par_son_nom(reseau: int) -> None:
    """C1.8."""
    dit = replace(PERSONNE, telephone="+261 20 22 123 45", page="")
    refuser(jeton=inscrire(dit=dit, au_nom_de=None, jour=JOUR, par="essai").jeton)
    service = replace(SERVICE, courriel="", page="", telephone="020 22 123 45")
    nomme = replace(SERVICE, organisme="Bureau d'EXEMPLE Camille")
    for redit in (service, nomme):
        with pytest.raises(ContactRefuse, match="a refusé"):
            inscrire(dit=redit, au_nom_de=None, jour=JOUR, par="essai")
    assert "22123" not in str(list(Refus.objects.values()))
    assert inscrire(dit=replace(service, page=SERVICE.page), au_nom_de=None, jour=JOUR, par="essai").is_neuf


@pytest.mark.parametrize(
    "faute",
    [
        {"organisme": "Mme Jeanne Exemple"},
        {"fonction": "Docteur Exemple"},
        {"fonction": "Jean Exemple, 06 12 34 56 78"},
        {"organisme": "Bureau, jean@exemple.invalid"},
        {"courriel": "info.jean.exemple@exemple.invalid"},
        {"organisme": "Jeanne Exemple", "courriel": "jeanne.exemple@exemple.invalid"},
        {"telephone": "0612345678"},
        {"telephone": "+33 (0)7 12 34 56 78"},
        {"telephone": "+261 34 12 345 67"},
    ],
)
def test_rien_d_une_personne_ne_passe_pour_un_service(reseau: int, faute: dict[str, str]) -> None:
    """C1.8 : rien ne s'en montre sans son accord."""
    with pytest.raises(ContactRefuse, match=r"personne|dans un texte"):
        inscrire(dit=replace(SERVICE, **faute), au_nom_de=None, jour=JOUR, par="essai")
    assert montres() == []


def test_les_contacts_des_services_passent() -> None:
    """Des adresses telles que les services s'en donnent."""
    services = {
        "mairie": "", "international": "", "contact": "", "cooperation.decentralisee": "", "afdantananarivo": "",
        "scac.antananarivo": "", "mairie.fabriquee": "Mairie de Fabriquée", "cuf": "Cités unies France",
        "secretariat.general": "", "direction.relations-internationales": "", "fondation": "Fondation de l'eau",
    }  # fmt: skip
    assert not [s for s, qui in services.items() if ressemble_a_une_personne(f"{s}@exemple.invalid", qui)]
    fixes = ["01 23 45 67 89", "+33 1 23 45 67 89", "+261 20 22 398 98", "+221 33 839 51 00", ""]
    assert not [t for t in fixes if is_portable(t)]
    textes = ["Mairie de Fabriquée", "page lue le 2026-11-22", "programme 2020-2026", "lu le 01/11/2026", "M'Bour"]
    assert not [t for t in textes if porte_une_coordonnee(t) or designe_quelqu_un(t)]


def test_le_lien_d_accord_se_lit_au_caractere_pres(reseau: int) -> None:
    jeton = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai").jeton
    for autre in (jeton.swapcase(), f" {jeton}"):
        assert contact_du_jeton(autre, jour=JOUR) is None and not accepter(jeton=autre) and not refuser(jeton=autre)
    assert contact_du_jeton(jeton, jour=JOUR) is not None


def test_un_lien_et_un_refus_d_avant_valent_encore(reseau: int) -> None:
    """Leurs empreintes s'écrivaient sans la casse, et de l'adresse telle quelle."""
    un = inscrire(dit=PERSONNE, au_nom_de=None, jour=JOUR, par="essai")
    Contact.objects.filter(pk=un.contact_id).update(empreinte_jeton=empreinte(un.jeton))
    assert contact_du_jeton(un.jeton, jour=JOUR) is not None and accepter(jeton=un.jeton)
    autre = replace(PERSONNE, nom="Dominique Fabrique", courriel="Dominique+mg@exemple.invalid")
    Refus.objects.create(empreinte=empreinte(autre.courriel))
    with pytest.raises(ContactRefuse, match="a refusé"):
        inscrire(dit=autre, au_nom_de=None, jour=JOUR, par="essai")


def test_toutes_les_rubriques_se_disent_meme_vides(reseau: int) -> None:
    """C1.5 : vide se dit."""
    assert len(par_rubrique(())) == 6 and not any(suite for _, suite in par_rubrique(()))
