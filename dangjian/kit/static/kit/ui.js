/* Every page works without this file. It adds: switches that act at once (and so lose nothing that
   was typed), printing, a guard against sending twice and against leaving a form
   with unsaved words. Plain old syntax on purpose: an unknown operator would stop all of it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (what, where) { return [].slice.call((where || document).querySelectorAll(what)); };

  /* Switches. data-swap="std 长辈版 elder 标准版": in state std the label is 长辈版, and so on. */
  function relabel(button) {
    var words = button.dataset.swap.split(" "), now = root.dataset[button.name];
    var here = words[0] === now ? 0 : 2;
    button.value = words[2 - here];
    button.querySelector("span").textContent = words[here + 1];
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (!form.hasAttribute("data-prefs") || !button || !navigator.sendBeacon) return;
    var data = new FormData(form);
    data.set(button.name, button.value);
    if (!navigator.sendBeacon(form.action, data)) return;
    event.preventDefault();
    root.dataset[button.name] = button.value;
    all("[data-swap]").forEach(relabel);
  });

  /* A form that carries a form key stores something: send it once, and do not lose it silently. */
  function stores(form) { return form.method === "post" && form.querySelector("[name=form_key]"); }
  var unsaved = false;
  function release() {
    all("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    all("[aria-busy=true]").forEach(function (button) { button.removeAttribute("aria-busy"); });
  }
  document.addEventListener("input", function (event) {
    if (event.target.form && stores(event.target.form)) unsaved = true;
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-prefs")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    unsaved = false;
    /* Not `disabled`: the name and value of the button must travel, and focus must stay. */
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(release, 10000); /* an answer that is a file leaves the page as it is */
  });
  window.addEventListener("pageshow", release);
  window.addEventListener("beforeunload", function (event) {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = "";
  });

  /* A form that came back: its words are not stored yet; start reading at what is missing. */
  var summary = document.querySelector("[data-summary]");
  if (summary && !summary.closest("[data-sample]")) { summary.focus(); unsaved = all("form").some(stores); }

  /* How far a long step is: asked for every two seconds, and the page anew when it has ended. */
  all("[data-poll]").forEach(function (place) {
    function ask() {
      fetch(place.dataset.poll, { credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok || answer.redirected) throw answer.status;
        return answer.text();
      }).then(function (html) {
        place.innerHTML = html;
        if (place.querySelector("[data-finished]")) location.reload();
        else setTimeout(ask, 2000);
      }).catch(function () { setTimeout(ask, 10000); });
    }
    setTimeout(ask, 1000);
  });

  /* Before the session of somebody who does nothing ends: asked two minutes ahead, covered when it
     is over. Nothing on the page is touched, so nothing that was typed is lost. The server notes
     when it was last asked once a minute: so much earlier it is counted here. */
  all("dialog[data-idle]").forEach(function (dialog) {
    var limit = dialog.dataset.idle * 1000, ahead = 120000, slack = 60000, asked = Date.now();
    var go = dialog.querySelector("[data-idle-go]"), over = false;
    if (!dialog.showModal || limit <= ahead + slack) return;
    function told(now) {
      over = now;
      dialog.querySelector("[data-idle-soon]").hidden = now;
      all("[data-idle-over]", dialog).forEach(function (one) { one.hidden = !now; });
      dialog.classList.toggle("covers", now);
    }
    function look() {
      var quiet = Date.now() - asked;
      if (quiet < limit - slack - ahead) return;
      if (!dialog.open && !over) dialog.showModal();
      if (!over && quiet >= limit - slack) told(true);
    }
    go.addEventListener("click", function () {
      fetch(dialog.dataset.here, { credentials: "same-origin" }).then(function (answer) {
        if (answer.status !== 204) throw answer.status;
        asked = Date.now();
        told(false);
        dialog.close();
      }).catch(function () { told(true); });
    });
    dialog.querySelector("button[data-idle-over]").addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("cancel", function (event) { event.preventDefault(); go.click(); });
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", look);
  });

  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
