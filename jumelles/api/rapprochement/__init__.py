"""Le service de rapprochement `/api/rapprochement/` (W3C, Reconciliation Service API 0.2), en lecture.

Une liste de noms entre (OpenRefine, un tableur, un programme), nos autorités en sortent, expliquées : le moteur est
`jumelles.rapprochement`, le seuil celui de toute l'API (`jumelles.api.porte`).
"""
