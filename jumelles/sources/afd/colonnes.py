"""Les colonnes des deux formats de l'AFD : le fichier complet se lit par position, ses en-têtes ont des doubles."""

NON_APPLICABLE = "Non applicable"
FIXE = "Valeur fixe"
EXTRAIT = (
    "Id. Concours", "Id. Projet", "Titre du projet", "Description du projet", "Etat du projet", "Date d'octroi",
    "Libellé bénéficiaire primaire", "Pays de réalisation", "Région", "Latitude", "Longitude ",
    "Libellé secteur économique  (CAD-5)", "Libellé CICID", "Engagements bruts (euro)", "Versements (euro)",
)  # fmt: skip
COMPLET = (
    "Société", "Id. Concours", "Id. Projet", "Titre du projet", NON_APPLICABLE, "Description du projet",
    NON_APPLICABLE, "Etat du projet", "Date d'octroi", "Date de 1er versement (concours)",
    "Date d’achèvement opérationnel du projet", "Libellé agence", FIXE, "Cofinancier",
    "Libellé bénéficiaire primaire", "Code-Canal (pour tiers bénéficiaires d’un concours)", "Pays de réalisation",
    "Région", "Latitude", "Longitude ", "Libellé secteur économique  (CAD-5)", "Libellé CICID", NON_APPLICABLE,
    FIXE, "Libellé indicateur APD", "Groupe de produit", FIXE, FIXE, "Engagements bruts (euro)", NON_APPLICABLE,
    NON_APPLICABLE, "Versements (euro)", NON_APPLICABLE, NON_APPLICABLE, NON_APPLICABLE, "Lien_Fiche_Projet",
    NON_APPLICABLE, NON_APPLICABLE, NON_APPLICABLE, NON_APPLICABLE, NON_APPLICABLE, "Cofinanciers (O/N)",
    "Date mise à jour données projet", "Date de la dernière publication", "Date de publication NCO",
    "Lien vers evaluation", "Division Technique", "Libellé Risque Souverain", "Décaissement Annuel", "Budget",
    "Publié dans le XML de Campagne", "Date de Signature de Convention", "IA publié", "Géolocalisation",
)  # fmt: skip
ETATS = ("Exécution", "Achevé", "")
# Ce que l'extrait n'a pas.
PROPRES_AU_COMPLET = ("Lien_Fiche_Projet", "Date mise à jour données projet",
                      "Code-Canal (pour tiers bénéficiaires d’un concours)")  # fmt: skip


def nommer(entete: tuple[str, ...], cellules: tuple[str, ...]) -> dict[str, str]:
    """Les cellules remplies, sous leur nom ; un nom en double porte sa position (« Valeur fixe 13 »)."""
    doubles = {nom for nom in entete if entete.count(nom) > 1}
    return {
        (f"{nom} {rang}" if nom in doubles else nom): cellule
        for rang, (nom, cellule) in enumerate(zip(entete, cellules, strict=True), start=1)
        if cellule
    }
