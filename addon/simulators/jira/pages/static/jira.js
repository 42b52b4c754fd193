// Behavior of the host pages themselves: the create dialog, confirmations, one open menu at a time.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.open);
      // Filled anew each time: a closed dialog leaves no fields in the page that people or tests could mistake.
      dialog.replaceChildren(document.querySelector(`template[data-for="${dialog.id}"]`).content.cloneNode(true));
      dialog.addEventListener("close", () => dialog.replaceChildren(), { once: true });
      dialog.showModal();
      dialog.querySelector("[name=summary]").focus();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.confirm;
    const twice = "sent" in form.dataset; // pressed again while the answer is on its way
    if (twice || (question && !window.confirm(question))) event.preventDefault();
    else form.dataset.sent = "";
  });

  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
