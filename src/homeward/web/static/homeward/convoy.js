/* Counting with a bad connection: a press that could not be sent is said to be so, and sent again until it is. A press sent twice is one. */
(function () {
  "use strict";
  const unsent = new Map();

  function show() {
    const said = document.querySelector("[data-unsent]");
    if (said) said.hidden = unsent.size === 0;
  }

  function again() {
    for (const [key, request] of unsent) {
      window.htmx.ajax("POST", request.path, { source: request.form, target: request.target, swap: "outerHTML", values: request.values });
      unsent.delete(key);
    }
    show();
  }

  function failed(event) {
    const form = event.target.closest ? event.target.closest("form") : null;
    if (!form || !form.hasAttribute("hx-post")) return;
    const sent = event.detail.requestConfig;
    const values = Object.fromEntries(sent.formData ? sent.formData.entries() : Object.entries(sent.parameters));
    unsent.set((values.seat || "") + values.group, {
      form: form, path: form.getAttribute("hx-post"), target: form.getAttribute("hx-target"), values: values,
    });
    show();
  }

  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:afterSettle", show);
  window.addEventListener("online", again);
  window.setInterval(function () { if (unsent.size && navigator.onLine) again(); }, 5000);
})();
