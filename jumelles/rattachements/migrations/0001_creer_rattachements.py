import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acteurs', '0001_creer_acteurs'),
        ('territoires', '0001_creer_territoires'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Adhesion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('agent', 'agent·e'), ('elu', 'élu·e'), ('reseau', 'personne d’un réseau')], max_length=8, verbose_name='à quel titre')),
                ('par', models.CharField(max_length=120, verbose_name='rattachée par')),
                ('depuis', models.DateTimeField(auto_now_add=True, verbose_name='depuis')),
                ('close_le', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('close_par', models.CharField(blank=True, max_length=120, verbose_name='close par')),
                ('collectivite', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adhesions', to='territoires.collectivite')),
                ('reseau', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adhesions', to='acteurs.acteur')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adhesions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'adhésion',
                'verbose_name_plural': 'adhésions',
                'constraints': [models.CheckConstraint(condition=models.Q(('par', ''), _negated=True), name='adhesion_signee'), models.CheckConstraint(condition=models.Q(models.Q(('collectivite__isnull', False), ('reseau__isnull', True), ('role__in', ['agent', 'elu'])), models.Q(('collectivite__isnull', True), ('reseau__isnull', False), ('role', 'reseau')), _connector='OR'), name='adhesion_a_un_seul_objet'), models.UniqueConstraint(condition=models.Q(('close_le__isnull', True), ('collectivite__isnull', False)), fields=('utilisateur', 'collectivite'), name='une_adhesion_vivante_par_collectivite'), models.UniqueConstraint(condition=models.Q(('close_le__isnull', True), ('reseau__isnull', False)), fields=('utilisateur', 'reseau'), name='une_adhesion_vivante_par_reseau')],
            },
        ),
    ]
