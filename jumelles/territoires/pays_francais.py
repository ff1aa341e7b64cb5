"""Les codes ISO 3166-1 qui désignent un territoire français : un lien entre eux est intérieur."""

ISO_FRANCAIS = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"))
