// Restores deleted work items.
for (const button of document.querySelectorAll("[data-restore]")) {
  button.addEventListener("click", async () => {
    const answer = await fetch(`/${button.dataset.organization}/_host/workitems/${button.dataset.restore}/restore`, { method: "POST" });
    if (answer.ok) location.reload();
  });
}
