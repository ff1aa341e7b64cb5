"""Mesurer le site servi pour de vrai, et les mêmes questions posées à d'autres moteurs, dans la même course."""
