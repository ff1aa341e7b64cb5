"""Les lignes des listes et des tableaux, écrites d'un trait : un gabarit y passerait l'essentiel de la page.

Tout ce qui vient de la base passe par `escape` ; les autres textes viennent du catalogue.
"""
