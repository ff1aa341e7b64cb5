"""Les lignes des listes et des tableaux, posées dans une page par leurs composants."""

from django import template

from jumelles.web.lignes.acteurs import lignes_d_acteurs
from jumelles.web.lignes.frise import liens_nommes, lignes_de_frise
from jumelles.web.lignes.projets import lignes_de_projets
from jumelles.web.lignes.relations import lignes_de_relations
from jumelles.web.lignes.tableau import tableau_de_liens

register = template.Library()
register.simple_tag(lignes_d_acteurs)
register.simple_tag(lignes_de_frise)
register.simple_tag(liens_nommes)
register.simple_tag(lignes_de_projets)
register.simple_tag(lignes_de_relations)
register.simple_tag(tableau_de_liens)
