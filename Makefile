# Deux commandes suffisent : « make run » ouvre le site, « make test » éprouve tout.
PYTHON ?= python3
PORT ?= 8000
ESSAIS ?=
ECHELLE ?= petite
BANC ?= var/banc-$(ECHELLE)
MESURES ?=
export PORT
VENV := .venv/bin

.PHONY: run test installer outils verifier formater bench coupures photo propre aide

run: ## installer, préparer la base, servir le site sur http://localhost:8000 (PORT=… pour changer)
	@$(PYTHON) demarrer.py lancer

test: ## toute la suite d'essais (ESSAIS="tests/taches -x" pour choisir)
	@$(PYTHON) demarrer.py essayer $(ESSAIS)

installer: ## tout ce que fait « run », sauf servir
	@$(PYTHON) demarrer.py installer

outils:
	@$(PYTHON) demarrer.py outiller

verifier: outils ## style, types, étages, gabarits
	$(VENV)/python -m ruff check .
	$(VENV)/python -m ruff format --check .
	$(VENV)/python -m mypy
	$(VENV)/lint-imports
	$(VENV)/python -m djlint --quiet --lint jumelles/web/gabarits jumelles/api/gabarits

formater: outils ## mettre en forme
	$(VENV)/python -m ruff check --fix .
	$(VENV)/python -m ruff format .

bench: outils ## mesurer recherche, pages et sorties (ECHELLE=jouet, petite ou grande ; BANC=dossier ; MESURES=options)
	$(VENV)/python -m bench.recherche $(ECHELLE) $(BANC) $(MESURES)

coupures: outils ## couper le courant cinq cents fois (long)
	$(VENV)/python bench/coupures.py --coupures 500

photo: outils ## refaire les captures d'écran du mode d'emploi
	$(VENV)/python -m tests.atelier.photos

propre: ## effacer ce qui se refabrique (la base de var/ reste)
	rm -rf .venv node_modules var/essais var/statique var/construit var/node

aide: ## cette liste
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1 : /'
