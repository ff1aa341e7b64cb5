"""Les adresses des imports : un dossier garde la sienne du dépôt au retrait."""

from django.urls import URLPattern, path

from jumelles.web.importer import gestes, telecharger, vues

_UN = "importer/<int:identifiant>/"

ADRESSES: list[URLPattern] = [
    path("importer/", vues.liste, name="importer"),
    path("importer/nouveau/", vues.nouveau, name="importer_nouveau"),
    path("importer/exemple.csv", telecharger.exemple, name="importer_exemple"),
    path(_UN, vues.fiche, name="importer_dossier"),
    path(_UN + "colonnes/", gestes.colonnes, name="importer_colonnes"),
    path(_UN + "recommencer/", gestes.revoir_les_colonnes, name="importer_recommencer"),
    path(_UN + "confirmer/", gestes.importer, name="importer_confirmer"),
    path(_UN + "reprendre/", gestes.relancer, name="importer_reprendre"),
    path(_UN + "abandonner/", gestes.abandonner, name="importer_abandonner"),
    path(_UN + "defaire/", gestes.defaire, name="importer_defaire"),
    path(_UN + "retablir/", gestes.retablir, name="importer_retablir"),
    path(_UN + "rapport.csv", telecharger.rapport_csv, name="importer_rapport"),
    path(_UN + "rapport.txt", telecharger.rapport_texte, name="importer_rapport_texte"),
    path(_UN + "lignes-refusees.csv", telecharger.refusees, name="importer_refusees"),
    path(_UN + "rattachements.csv", telecharger.rattaches, name="importer_rattachements"),
    path(_UN + "correspondance.json", telecharger.correspondance, name="importer_correspondance"),
    path(_UN + "fichier", telecharger.fichier, name="importer_fichier"),
]
