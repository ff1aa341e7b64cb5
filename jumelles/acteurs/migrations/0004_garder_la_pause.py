"""Retirer un contact ne rouvre pas le droit d'écrire à la personne : l'empreinte de son adresse attend la pause."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acteurs", "0003_refuser_pour_de_bon"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sollicitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("empreinte", models.CharField(max_length=64, unique=True, verbose_name="empreinte du courriel")),
                ("le", models.DateTimeField(verbose_name="écrit le")),
            ],
            options={
                "verbose_name": "sollicitation",
                "verbose_name_plural": "sollicitations",
            },
        ),
    ]
