"""Les mots communs à tous les gabarits."""

from django import template

register = template.Library()
