"""Ce que chaque poste demande, en une phrase, au-dessus de son formulaire."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jumelles.retombees.enums import Poste

EXEMPLE_MONTANT = _("Par exemple : 12 500 ou 12 500,50. En entier, sans k€.")
EXEMPLE_DUREE = _("Par exemple : 14 ou 14,5.")
AIDES: dict[str, str | Promise] = {
    Poste.PROPRES: _("Ce que votre collectivité a payé elle-même, subventions reçues non comprises."),
    Poste.COFINANCEMENT: _(
        "Ce que d’autres ont apporté et que vous avez obtenu : État, Union européenne, région, partenaire, mécène."
    ),
    Poste.ANNONCE: _(
        "Le coût total écrit dans une convention ou un dossier de demande. Il ne s’ajoute à rien : la fiche dit s’il "
        "se recoupe avec vos fonds propres et vos cofinancements."
    ),
    Poste.TEMPS: _(
        "Le temps passé par vos agents. Sans coût d’un jour, il reste compté en jours : nous n’en inventons pas."
    ),
    Poste.SUR_PLACE: _("Ce qui a été payé chez vous : traiteurs, imprimeurs, hôtels, associations, bureaux d’études."),
    Poste.RETOUR: _("Une dépense évitée, une recette, un service rendu par le partenaire, chiffrés en euros."),
    Poste.BUDGET: _("Fonctionnement et investissement de l’année, pour dire quelle part va à l’international."),
}
