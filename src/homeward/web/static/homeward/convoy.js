/* Counting with a bad connection: every press is kept until the server answered it, sent one after the other, and sent again until then.
   It is kept with the tab, so that a page which the phone loads anew sends it too; it holds no name. A press sent twice is one. */
(function () {
  "use strict";
  const shelf = "unsent " + window.location.pathname;
  const unsent = new Map(JSON.parse(window.sessionStorage.getItem(shelf) || "[]"));
  let sending = false;
  let cut = false;

  function keep() {
    window.sessionStorage.setItem(shelf, JSON.stringify([...unsent]));
    const said = document.querySelector("[data-unsent]");
    if (said) said.hidden = !cut || unsent.size === 0;
  }

  function pressed(event) {
    const form = event.target.closest("form[data-mark]");
    const button = event.submitter;
    if (!form || !button) return;
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    values[button.name] = button.value;
    button.setAttribute("aria-busy", "true");
    unsent.set((values.seat || "") + values.group, { path: form.getAttribute("action"), values: values });
    keep();
    send();
  }

  /* Draw the household and the sum anew, and leave whoever uses the keys where they were. */
  function draw(html, values) {
    const parts = document.createElement("template");
    parts.innerHTML = html;
    for (const part of [...parts.content.children]) {
      const old = document.getElementById(part.id);
      if (!old) continue;
      const held = old.contains(document.activeElement);
      old.replaceWith(part);
      const form = held && [...part.querySelectorAll("form[data-mark]")].find((one) => (one.elements.seat || {}).value === values.seat);
      if (form) form.querySelector(`button[value="${values.mark}"]`).focus();
    }
  }

  async function ask(press) {
    const answer = await fetch(press.path, {
      method: "POST", body: new URLSearchParams(press.values), headers: { "HX-Request": "true" },
    });
    if (answer.status >= 500) throw new Error("not now");
    if (!answer.ok || answer.redirected) {
      unsent.clear();
      keep();
      window.location.reload(); /* signed out, or no longer of this convoy: the page says so */
      return "";
    }
    return answer.text();
  }

  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (unsent.size) {
        const [name, press] = unsent.entries().next().value;
        const html = await ask(press);
        cut = false;
        const newer = unsent.get(name);
        if (newer === press) unsent.delete(name);
        else if (newer && press.values.seat) newer.values.was = press.values.mark;
        keep();
        draw(html, press.values);
      }
    } catch {
      cut = true;
    }
    sending = false;
    keep();
  }

  document.addEventListener("submit", pressed);
  window.addEventListener("online", send);
  window.setInterval(send, 5000);
  send();
})();
