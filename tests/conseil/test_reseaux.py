"""Les réseaux régionaux : chaque région dite une fois, chaque nom avec sa source, l'inconnu à vérifier."""

from jumelles.conseil.reseaux import annuaire_des_ambassades, reseau_de

REGIONS = ("01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")


def test_chaque_region_est_dite_et_douze_ont_un_reseau() -> None:
    """DOMAINE, 1.5 : douze réseaux ; ailleurs on dit que l'on n'en a pas trouvé, jamais qu'il n'y en a pas."""
    reseaux = [reseau_de(code) for code in REGIONS]
    assert all(reseaux)
    nommes = [r for r in reseaux if r and r.nom]
    assert len(nommes) == 12 == len({r.nom for r in nommes})
    assert all(r.etat == "à vérifier" for r in reseaux if r and not r.nom)
    assert reseau_de("99") is None


def test_chaque_adresse_se_suit_et_chaque_ligne_a_sa_source() -> None:
    for code in REGIONS:
        r = reseau_de(code)
        assert r is not None and r.source and r.adresse.startswith("http")
        assert not r.site or r.site.startswith("https://")
    annuaire = annuaire_des_ambassades()
    assert annuaire.adresse.startswith("https://www.diplomatie.gouv.fr/")
    assert annuaire.etat == "à vérifier"
