// The page that the bookmarklet opens: what it found stands after the #, which no server is sent.
const found = new URLSearchParams(location.hash.slice(1));
const form = document.querySelector("form");
const said = document.querySelector("#said");
for (const name of ["text", "title", "url"]) form.elements[name].value = found.get(name) ?? "";
history.replaceState(null, "", location.pathname);
form.elements.text.focus();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const save = form.querySelector("button");
  save.disabled = true;
  said.textContent = "Saving …";
  try {
    const answer = await fetch(`/api/v1/capture/${encodeURIComponent(found.get("key") ?? "")}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    if (!answer.ok) throw new Error((await answer.json()).detail);
    said.textContent = "Saved. You can close this window.";
    form.reset();
  } catch (problem) {
    said.textContent = `Not saved: ${problem.message || "try again"}`;
  } finally {
    save.disabled = false;
  }
});
