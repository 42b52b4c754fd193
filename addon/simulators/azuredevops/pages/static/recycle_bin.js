// Restores deleted work items. The buttons are drawn closed: what is pressed before this runs would be lost.
for (const button of document.querySelectorAll("[data-restore]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    const answer = await fetch(`/${button.dataset.organization}/_host/workitems/${button.dataset.restore}/restore`, { method: "POST" });
    if (answer.ok) location.reload();
    else button.disabled = false;
  });
  button.disabled = false;
}
