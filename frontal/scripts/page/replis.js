// Les parties repliées d'un document : ouvertes là où il y a la place, et quand une ancre mène dedans.
export function deplier(replis) {
  if (!replis.length) return;
  const ouvrir = (pli) => {
    pli.open = true;
  };
  if (matchMedia("(min-width: 64rem)").matches) replis.forEach(ouvrir);
  const suivre = () => {
    const cible = location.hash && document.getElementById(location.hash.slice(1));
    const pli = cible && cible.closest("details");
    if (!pli) return;
    ouvrir(pli);
    cible.scrollIntoView();
  };
  addEventListener("hashchange", suivre);
  suivre();
}
