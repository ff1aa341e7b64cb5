// Un bouton « copier » à côté d'un lien qui, sans JavaScript, se copie à la main.
export function copier(lien) {
  if (!navigator.clipboard) return;
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton bouton--creux";
  bouton.textContent = lien.dataset.copier;
  const annonce = document.createElement("span");
  annonce.setAttribute("role", "status");
  annonce.className = "note";
  lien.after(" ", bouton, " ", annonce);
  bouton.addEventListener("click", async () => {
    await navigator.clipboard.writeText(lien.href);
    annonce.textContent = lien.dataset.copie;
  });
}
