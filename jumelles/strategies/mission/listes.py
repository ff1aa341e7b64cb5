"""Les listes à cocher du dossier : des gestes, jamais une règle de droit affirmée."""

AVANT = (
    "Lire la délibération et la convention en vigueur avec le partenaire, et leurs échéances",
    "Demander l’avis de l’ambassade (service de coopération et d’action culturelle) sur le programme",
    "Prévenir les collectivités et les associations qui agissent au même endroit",
    "Faire décider qui part, pour quoi, combien cela coûte et qui le paie",
    "Vérifier passeports, visas, vaccins, assurance et rapatriement",
    "Laisser à un service le programme, les numéros d’urgence et le nom de qui prévenir",
    "Préparer ce que vous proposez, et ce que vous ne pouvez pas promettre sans vote",
)
AVANT_A_VERIFIER = (
    "Le départ d’un·e élu·e demande d’ordinaire un mandat spécial voté par l’assemblée (CGCT, art. L. 2123-18, "
    "L. 3123-19 ou L. 4135-19) ; celui d’un agent, un ordre de mission : à vérifier auprès de la préfecture.",
    "Rien ne se signe sur place qui n’ait été délibéré : la convention se signe après la délibération et sa "
    "transmission au représentant de l’État.",
)
RAPPORTER = (
    "Un compte rendu daté : qui a été vu, ce qui a été dit, ce qui a été décidé, ce qui reste à décider",
    "Les relevés de décisions des deux côtés, et les documents signés ou à signer",
    "Les rapports, budgets et justificatifs des actions en cours",
    "Des photographies, avec l’accord écrit des personnes, et des parents pour les enfants",
    "Les coordonnées des interlocuteurs, avec leur accord pour être montrés",
    "Les dépenses de la mission, pour le bilan et la déclaration d’aide publique au développement si elle s’applique",
    "Ce qu’il faut mettre à jour dans Jumelles : état du lien, date de la dernière rencontre, projets, partenaires",
    "Ce qui n’a pas marché, et ce que l’on ferait autrement",
)
VALEUR = (
    "Ces informations viennent de sources publiques ou de ce que des réseaux ont saisi. Une absence ici n’est pas une "
    "absence sur le terrain. Les règles de droit citées n’ont été relues par aucun juriste, sauf mention contraire."
)
