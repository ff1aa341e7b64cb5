"""Une note de quatre pages, inventée de bout en bout : aucun de ces chiffres n'est vrai, et elle le dit."""

from datetime import date

from jumelles.documents.arbre import (
    Alignement,
    Chiffre,
    Encadre,
    Fiche,
    Figure,
    Lien,
    Liste,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    SautDePage,
    Tableau,
    Texte,
    Titre,
)  # fmt: skip

INVENTE = "Base inventée pour l’essai"
LIENS = Note("Registre inventé des jumelages", "novembre 2026", "https://registre.exemple.invalid/jumelages")
COMPTES = Note("Compte administratif inventé", "2025")
SERMENT = Note("Charte inventée", "12 mai 1974")
_VILLES = (
    ("Altenfurt", "Allemagne", 1974, "jumelage"), ("Ballymore", "Irlande", 1988, "jumelage"),
    ("Ouéda", "Burkina Faso", 1996, "partenariat"), ("Săliștea", "Roumanie", 2004, "partenariat"),
    ("Ambohitra", "Madagascar", 2011, "partenariat"),
)  # fmt: skip


def _engage(montant: str) -> Chiffre | str:
    return Chiffre(montant, COMPTES.source, COMPTES.date) if montant else "non renseigné"


def dessiner_frise() -> bytes:
    """La frise des cinq liens inventés, en SVG."""
    corps = []
    for annee in range(1970, 2030, 10):
        x = 150 + (annee - 1970) * 9
        corps.append(f'<line x1="{x}" x2="{x}" y1="0" y2="170" stroke="#ddd5c7"/>')
        corps.append(f'<text x="{x}" y="190" font-size="12" fill="#51626b" text-anchor="middle">{annee}</text>')
    for rang, (ville, _, debut, nature) in enumerate(_VILLES):
        y, x = 20 + rang * 32, 150 + (debut - 1970) * 9
        couleur = "#0d4f5c" if nature == "jumelage" else "#c8402b"
        corps.append(f'<text x="136" y="{y + 5}" font-size="14" font-weight="700" fill="#14232b" text-anchor="end">'
                     f"{ville}</text>")  # fmt: skip
        corps.append(f'<line x1="{x}" x2="664" y1="{y}" y2="{y}" stroke="{couleur}" stroke-width="5" '
                     'stroke-linecap="round"/>')  # fmt: skip
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 690 200" width="690" height="200" '
        f"font-family=\"'Atkinson Hyperlegible', sans-serif\">{''.join(corps)}</svg>"
    ).encode()


def note_inventee() -> Rapport:
    """Le portrait inventé de Valmorel-sur-Orne, commune de 8 000 habitants qui n'existe pas."""
    return Rapport(
        titre="Valmorel-sur-Orne dans le monde", sous_titre="Ce qui existe, ce que cela coûte, trois directions",
        auteur="Jumelles, l’action internationale des territoires", jour=date(2026, 11, 22),
        blocs=(*_avis(), *_existant(), *_cout(), *_droit(), *_directions()),
    )  # fmt: skip


def _avis() -> tuple:
    return (
        Encadre(Niveau.ATTENTION, (
            "Note inventée pour un essai : la commune, ses partenaires et ses chiffres n’existent pas.",
        )),
        Paragraphe((
            "Valmorel-sur-Orne compte ", Chiffre("8 012", INVENTE, "1er janvier 2026"), " habitants et ",
            Chiffre("5", LIENS.source, LIENS.date, LIENS.adresse),
            " liens avec l’étranger : deux jumelages et trois partenariats. Le plus ancien date de 1974",
            SERMENT, ". ", Texte("Trois liens sur cinq ", fort=True),
            "ont donné signe de vie depuis deux ans ; les deux autres sont à réveiller, à transformer ou à clore.",
        )),
    )  # fmt: skip


def _existant() -> tuple:
    droite, gauche = Alignement.DROITE, Alignement.GAUCHE
    return (
        Titre("Ce qui existe"),
        Paragraphe(
            "La frise dit depuis quand, le tableau dit avec qui. Un lien dont la date n’est pas connue "
            "est nommé, jamais dessiné."
        ),
        Figure(
            dessiner_frise(), "Frise de cinq liens : Altenfurt depuis 1974, Ballymore depuis 1988, Ouéda depuis 1996, "
            "Săliștea depuis 2004, Ambohitra depuis 2011. Les deux premiers sont des jumelages.",
            ("Depuis quand, avec qui : jumelages et partenariats de Valmorel-sur-Orne", LIENS),
        ),
        Tableau(
            ("Les cinq liens, du plus ancien au plus récent", LIENS),
            ("Collectivité partenaire", "Pays", "Nature", "Depuis", "Projets", "Engagé en 2025"),
            tuple(
                (v, p, n, str(a), str(k), _engage(montant))
                for (v, p, a, n), k, montant in zip(
                    _VILLES, (4, 1, 12, 2, 7), ("3 200", "", "41 500", "2 000", "27 800"), strict=True
                )
            ),
            unites=("", "", "", "", "", "euros"), alignements=(gauche, gauche, gauche, droite, droite, droite),
        ),
        Titre("Dernière information", 2),
        Liste((
            ("Altenfurt : échange scolaire en mai 2026", LIENS, "."),
            "Ballymore : dernière information en 2017.",
            ("Ouéda : convention jusqu’à fin 2027, ", Lien("lire l’acte", "https://exemple.invalid/acte"), "."),
            "Săliștea : dernière information en 2019.",
            "Ambohitra : mission technique en septembre 2026.",
        )),
        Encadre(Niveau.A_VERIFIER, (
            "L’état de deux liens n’est pas confirmé depuis plus de sept ans. Un appel à la mairie partenaire suffit "
            "souvent à savoir.",
            ("Le comité de jumelage ", Texte("existe-t-il encore", italique=True), " ? Le registre ne le dit pas."),
        )),
    )  # fmt: skip


def _cout() -> tuple:
    droite, gauche = Alignement.DROITE, Alignement.GAUCHE
    annees = [("2022", "61 000", "38 000", "0,41"), ("2023", "66 500", "45 000", "0,38"),
              ("2024", "70 100", "49 200", "0,37"), ("2025", "74 500", "52 800", "0,36")]  # fmt: skip
    return (
        Titre("Ce que cela coûte, ce que cela rapporte"),
        Paragraphe((
            "En 2025, la commune a engagé ", Chiffre("74 500 €", COMPTES.source, COMPTES.date),
            ", dont 52 800 € apportés par d’autres. Il reste à sa charge 21 700 €, soit ",
            Texte("2,71 € par habitant", fort=True), " et 0,36 % du budget. Le temps passé par les agents est ",
            Texte("non mesuré", italique=True), " : il n’est pas compté pour zéro.",
        )),
        Tableau(
            ("Quatre ans de dépenses et de cofinancements déclarés", COMPTES),
            ("Année", "Engagé", "Cofinancé", "Part du budget"), tuple(annees),
            unites=("", "euros", "euros", "%"), alignements=(gauche, droite, droite, droite),
        ),
        Titre("Ce que disent les partenaires", 2),
        Paragraphe(
            "Le lycée agricole a ouvert une section européenne ; une fromagerie vend en Bavière ; l’association des "
            "Burkinabè de l’Orne a formé douze jeunes. Ces retombées sont déclarées par leurs auteurs ; aucune n’a été "
            "mesurée par un tiers."
        ),
        Encadre(Niveau.OPINION, (
            "« Un jumelage coûte moins qu’un rond-point et dure plus longtemps. » Propos inventé, sans référence : "
            "à prendre comme une opinion.",
        )),
        Fiche((
            ("Commune", "Valmorel-sur-Orne (inventée)"),
            ("Élue déléguée", "non renseigné"),
            ("Service", "Culture et relations internationales, 0,4 équivalent temps plein"),
            ("Réseau", ("Réseau régional inventé, ", Lien("page du réseau", "https://reseau.exemple.invalid/"))),
        )),
    )  # fmt: skip


def _droit() -> tuple:
    return (
        SautDePage(),
        Titre("Ce que la loi permet"),
        Paragraphe((
            "Une commune peut mener une action internationale dans le respect des engagements de la France",
            Note("Code général des collectivités territoriales, article L. 1115-1", "version inventée pour l’essai"),
            ". L’ordre des actes compte.",
        )),
        Liste((
            "La délibération du conseil municipal.", "Sa transmission à la préfecture.",
            "La signature de la convention.", "La transmission de la convention.", "Le mandatement.",
            "La déclaration de l’aide.",
        ), numerotee=True),
        Titre("À vérifier auprès de la préfecture", 2),
        Paragraphe(
            "Le financement d’une association étrangère, la mise à disposition d’un agent et l’aide d’urgence suivent "
            "des règles propres. Cette note ne remplace pas l’avis d’un juriste."
        ),
        Titre("Le cas des services de l’eau", 3),
        Paragraphe(
            "Jusqu’à un pour cent des recettes du service peut aller à la coopération. Le calcul figure dans le "
            "tableau, à montant inventé."
        ),
        Tableau(
            "Recettes inventées du service de l’eau et plafond d’un pour cent", ("Année", "Recettes", "Plafond"),
            (("2024", "1 210 000", "12 100"), ("2025", "1 246 000", "12 460")), unites=("", "euros", "euros"),
            alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE),
        ),
    )  # fmt: skip


def _directions() -> tuple:
    voies = (
        ("Réveiller Ballymore", "Un courrier aux deux maires, une visite d’une journée, un projet de lycéens. "
         "Coût attendu : moins de 2 000 €. À faire avant les élections municipales irlandaises."),
        ("Approfondir Ouéda", "La convention court jusqu’à la fin de 2027 : c’est le moment de demander un "
         "cofinancement et d’associer les deux communes voisines, actives dans le même pays."),
        ("Ouvrir un volet économique", "Trois entreprises exportent déjà en Allemagne. Altenfurt les reçoit à son "
         "salon agricole, sans frais d’emplacement."),
    )  # fmt: skip
    suite = [bloc for titre, dit in voies for bloc in (Titre(titre, 2), Paragraphe(dit))]
    return (
        Titre("Trois directions"), *suite,
        Titre("Qui appeler"),
        Tableau(
            "Les personnes et services à joindre, par leur fonction", ("Fonction", "Structure", "Pour quoi"),
            (
                ("Chargée de mission", "Réseau régional inventé", "Trouver les voisins actifs en Irlande"),
                ("Bureau du cabinet", "Préfecture de l’Orne", "Vérifier l’ordre des actes"),
                ("Présidente", "Comité de jumelage", "Savoir s’il se réunit encore"),
            ),
        ),
    )  # fmt: skip
