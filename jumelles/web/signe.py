"""Le signe de la maison : deux cercles qui se recouvrent, un pont au-dessus."""

FICHIER_SIGNE = "signe.svg"
SIGNE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50"><rect width="50" height="50" rx="9" fill="#fbf8f2"/>'
    '<g fill="none" stroke-width="4.5"><path stroke="#14232b" d="M8 18Q25 -2 42 18"/>'
    '<circle stroke="#14232b" cx="18" cy="29" r="12"/><circle stroke="#c8402b" cx="32" cy="29" r="12"/></g></svg>'
)
