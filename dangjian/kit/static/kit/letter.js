/* The pages for writing a letter work without this file. It counts what was written, and spends a
   second or two of work on the form (data-toil="16": so many zero bits), so that nobody has to solve
   a picture. Where the browser cannot, the form goes as it is, and the server asks for patience.
   Plain old syntax on purpose: an unknown operator would stop all of it. */
(function () {
  "use strict";
  var all = function (what, where) { return [].slice.call((where || document).querySelectorAll(what)); };

  all("[data-count]").forEach(function (place) {
    var field = document.getElementById(place.dataset.count), most = Number(place.dataset.most);
    function count() {
      var length = field.value.replace(/\r\n/g, "\n").trim().length;
      place.textContent = "已写 " + length.toLocaleString() + " 字" + (length > most ? "，超出 " + (length - most).toLocaleString() + " 字" : "");
    }
    field.addEventListener("input", count);
    count();
  });

  var subtle = window.crypto && window.crypto.subtle, BATCH = 256;
  function zeros(buffer, bits) {
    var bytes = new Uint8Array(buffer), i = 0;
    for (; bits >= 8; bits -= 8, i += 1) if (bytes[i]) return false;
    return !bits || bytes[i] >> (8 - bits) === 0;
  }
  function work(challenge, bits, done, fail) {
    var next = 0, coder = new TextEncoder();
    function go() {
      var first = next, turns = [];
      for (; next < first + BATCH; next += 1) turns.push(subtle.digest("SHA-256", coder.encode(challenge + "." + next)));
      Promise.all(turns).then(function (digests) {
        for (var i = 0; i < digests.length; i += 1) if (zeros(digests[i], bits)) return done(String(first + i));
        setTimeout(go, 0);
      }).catch(fail);
    }
    go();
  }
  all("form[data-toil]").forEach(function (form) {
    var key = form.querySelector("[name=form_key]"), answer = form.querySelector("[name=toil]");
    var told = form.querySelector("[data-toil-told]"), waiting = null;
    if (!subtle || !window.TextEncoder || !key || !answer) return;
    var busy = true;
    function free() {
      busy = false;
      if (told) told.textContent = "";
      if (waiting) form.requestSubmit ? form.requestSubmit() : form.submit();
    }
    work(key.value, Number(form.dataset.toil), function (found) { answer.value = found; free(); }, free);
    form.addEventListener("submit", function (event) {
      if (!busy) return;
      event.preventDefault();
      waiting = true;
      if (told) told.textContent = "正在寄出，请稍等几秒……";
    });
  });
})();
