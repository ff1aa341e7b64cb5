"""Le tableau du document 004 de la mission, recopié tel quel : type, avantages, faiblesses, contrepartie, apport."""

LIGNES = (
    (
        "Service d'information - jeunesse",
        "Suivi des structures jeunesse et vrai travail de fond",
        "Peu de maîtrise des langues étrangères",
        "Leur projet prime contre celui plus global des RI",
        "Apporter à l'AICT le pouvoir de parler de pair à pair",
    ),
    (
        "Union européenne",
        "Financement et pouvoir de conviction liée à l'institution",
        "Decrédibilisation de l'UE Complexité et rigueur excessives parfois décourageantes",
        "",
        "Apporter un relais de financement",
    ),
    (
        "Partenaire allemand fiable",
        "Acharnement, résistance, fiabilité, malgré les alternances",
        "Manque de capacité à faire évoluer les actions",
        "Mêmes actions de part et d'autre",
        "Apporter une continuité",
    ),
    (
        "F3E",
        "Accompagnement méthodologique des partenaires Apport de crédibilité à l'action",
        "Bâti surtout pour les ONG de développement",
        "",
        "Mieux évaluer le changement",
    ),
    (
        "Service de coopération au développement",
        ("Professionnalisme, écoute, mise en contact avec les jeunes à l'étranger/en France, possibilité de formation"),
        "Ne propose pas de financements",
        ("Mise à disposition des jeunes aux collectivités qui ne sont pas accrédités pour recevoir le service civique"),
        "Apporte un appui à la mobilité",
    ),
    (
        "AFD",
        "Des financements et des compétences",
        (
            "Moyens financiers trop conséquents, sa puissance de frappe financière ne doit pas faire oublier "
            "les compétences et complémentarités que l'AFD peut apporter aux projets. Souvent vue uniquement "
            "comme un bailleur, (de projets d'importance)."
        ),
        "",
        (
            "Apporte un rôle dans l'intérêt de la France et permet de remettre en perspective l'AICT au "
            "regard des enjeux portés par l'Etat"
        ),
    ),
    (
        "CDC",
        (
            "Appuie les aménageurs, le réseau HLM, a des grandes compétences tandis que des partenaires à "
            "l'étranger ont besoin de ces compétences"
        ),
        "N'a pas forcément le contexte international en tête",
        "Attend une ouverture internationale",
        (
            "Apporte de la crédibilité en particulier par rapport aux élus Nouvelles thématiques "
            "d'intervention pour alimenter la coopération (logement en particulier)"
        ),
    ),
    (
        "Business France",
        (
            "Réseau à l'international, intelligence économique sur des marchés porteurs Accompagne des "
            "entreprises sur des politiques publiques et structure les entreprises dans leur offre"
        ),
        "",
        "Partenaire à rémunérer",
        (
            "Apporte un volet économique à l'international Certaines régions disposent d'un contrat cadre "
            "avec Business France"
        ),
    ),
    (
        "Association culturelle franco-étrangère",
        (
            "Bouche à oreille, réseau, connaissance du tissu local, relais citoyens, créer la flamme ! "
            "Exemple : association franco-japonaise de Nantes."
        ),
        "Nécessité d'être canalisé pour ne pas aller tous azimuts",
        "Publicité des actions et moyens à fournir",
        "Apporte une dynamisation des relations franco-japonaises, caisse de résonance",
    ),
    (
        "Equipe de référents en interne",
        "Connaissance de tous les sujets",
        ("Inscrits dans une hiérarchie pas forcément très ouverte, une hiérarchie qu'il importe d'associer en amont."),
        "Il lui faut une plus-value concrète dans ces actions",
        (
            "Diversifie les compétences, les champs d'intervention possibles ; apporte de l'expertise "
            "technique, Diversifie les thématiques des projets d'AICT."
        ),
    ),
)
ANALYSE = (
    " Considérer des bailleurs (AFD, CDC, etc.) comme non seulement des financeurs mais aussi des partenaires pouvant "
    "avoir une plus-value dans le montage de projets et en apports de nouvelles ressources."
)
