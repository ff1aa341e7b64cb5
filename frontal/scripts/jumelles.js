// Le peu que la page gagne avec JavaScript : proposer pendant que l'on écrit, copier un lien, déplier ce qui a la place. Sans lui, tout marche.
import { proposer } from "./page/suggestions.js";
import { copier } from "./page/copier.js";
import { deplier } from "./page/replis.js";

document.querySelectorAll("form[role=search] input[type=search][data-suggestions]").forEach(proposer);
document.querySelectorAll("a[data-copier]").forEach(copier);
deplier(document.querySelectorAll("details.document__repli"));
