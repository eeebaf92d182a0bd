/* The list under a search field follows what is typed. Without script it offers what is often asked. */
"use strict";
document.querySelectorAll("form[data-suggest]").forEach((form) => {
  const field = form.querySelector("input[list]");
  const list = field && field.list;
  if (!list) return;
  let waiting = 0;
  let asked = field.value;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value.trim();
      if (!typed || typed === asked) return;
      asked = typed;
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (!answer || !answer.ok || field.value.trim() !== typed) return;
      const { titles } = await answer.json();
      list.replaceChildren(...titles.map((title) => Object.assign(document.createElement("option"), { value: title })));
    }, 180);
  });
});
