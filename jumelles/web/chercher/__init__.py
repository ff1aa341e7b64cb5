"""La boîte de recherche."""
