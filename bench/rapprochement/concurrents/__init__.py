"""Les autres, aux mêmes listes : chacun dans son processus et son environnement, sans rien de Jumelles."""
