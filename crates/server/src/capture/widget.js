// A feedback button for any web page: <script src=".../widget.js" data-key="owc_..." async></script>
// Sends what people write to the server it was loaded from, and asks nobody else for anything.
// data-label: the words on the button. data-lang: the language of the words here, when it is not English.
(() => {
  const script = document.currentScript;
  const key = script?.dataset.key;
  if (!key) return console.error("widget.js: data-key is missing");
  const address = new URL(`/api/v1/capture/${encodeURIComponent(key)}`, script.src);
  const label = script.dataset.label || "Feedback";

  const host = document.createElement("outweigh-feedback");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <style>
      :host { all: initial; color-scheme: light dark; }
      * { box-sizing: border-box; font: 16px/1.4 system-ui, sans-serif; }
      #open { position: fixed; right: 16px; bottom: 16px; z-index: 2147483647; padding: 8px 16px; }
      button { min-height: 44px; padding: 8px 16px; border: 1px solid GrayText; border-radius: 8px;
        background: ButtonFace; color: ButtonText; cursor: pointer; }
      button[type=submit] { background: #1d4ed8; border-color: #1d4ed8; color: #fff; }
      :focus-visible { outline: 3px solid #60a5fa; outline-offset: 2px; }
      dialog { width: min(28rem, calc(100vw - 32px)); padding: 20px; border: 1px solid GrayText;
        border-radius: 12px; background: Canvas; color: CanvasText; }
      dialog::backdrop { background: rgb(0 0 0 / 0.4); }
      h2 { margin: 0 0 12px; font-weight: 600; }
      label { display: block; margin-top: 12px; }
      textarea, input { display: block; width: 100%; margin-top: 4px; padding: 8px; border: 1px solid GrayText;
        border-radius: 8px; background: Field; color: FieldText; }
      textarea { min-height: 7rem; resize: vertical; }
      .unseen { position: absolute; left: -9999px; }
      #said { min-height: 1.4em; margin: 12px 0; }
      .buttons { display: flex; gap: 8px; justify-content: flex-end; }
    </style>
    <button id="open" type="button" aria-haspopup="dialog"></button>
    <dialog aria-labelledby="heading">
      <form>
        <h2 id="heading"></h2>
        <label>What do you want to tell us?
          <textarea name="text" required maxlength="5000"></textarea></label>
        <label>Your e-mail address, if you want an answer
          <input name="email" type="email" autocomplete="email" maxlength="200"></label>
        <div class="unseen" aria-hidden="true"><label>Website
          <input name="website" tabindex="-1" autocomplete="off"></label></div>
        <p id="said" role="status"></p>
        <div class="buttons">
          <button id="close" type="button">Close</button>
          <button type="submit">Send</button>
        </div>
      </form>
    </dialog>`;

  const [open, dialog, form, said] = ["#open", "dialog", "form", "#said"].map((one) => root.querySelector(one));
  const send = root.querySelector("[type=submit]");
  host.lang = script.dataset.lang || "en";
  open.textContent = root.querySelector("h2").textContent = label;
  open.addEventListener("click", () => {
    said.textContent = "";
    dialog.showModal();
  });
  root.querySelector("#close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => open.focus());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { text, email, website } = Object.fromEntries(new FormData(form));
    const note = { text, email, website, title: document.title.slice(0, 120), url: location.href };
    send.disabled = true;
    said.textContent = "Sending …";
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(note),
        credentials: "omit",
      });
      if (!answer.ok) throw new Error((await answer.json()).hint);
      form.reset();
      said.textContent = "Thank you. It has arrived.";
    } catch (problem) {
      said.textContent = `It was not sent, and your words are still here: ${problem.message || "try again"}`;
    } finally {
      send.disabled = false;
    }
  });
  const add = () => document.body.append(host);
  if (document.body) add();
  else addEventListener("DOMContentLoaded", add);
})();
