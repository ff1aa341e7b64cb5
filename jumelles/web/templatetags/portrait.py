"""Les mots du portrait, tels que les documents les disent aussi."""

from django import template

from jumelles.strategies.portrait import phrases, phrases_comparables
from jumelles.strategies.portrait.rapport_autres import dire_pays

register = template.Library()
register.filter("connu", phrases.connu)
register.filter("milieu", phrases.milieu)
register.filter("somme", phrases.somme)
register.filter("payeur", phrases.payeur)
register.filter("quand", phrases.quand)
register.filter("dire_ecart", phrases_comparables.ecart)
register.filter("dire_pays", dire_pays)
