"""Agence française de développement : les concours ouverts dont une collectivité française est bénéficiaire."""
