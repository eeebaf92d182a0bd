/* Passkeys need a script: only the browser can ask the telephone for a finger. Pages that offer one have
   another way beside it. A button [data-passkey] inside a form: "create" makes a key, "get" signs with one;
   what the server asks stands in data-ask, or is fetched from data-ask-from. The answer goes into the
   form's field "credential", and the form is sent. Plain old syntax: an unknown operator would stop it. */
(function () {
  "use strict";
  var all = function (what, where) { return [].slice.call((where || document).querySelectorAll(what)); };
  var can = window.isSecureContext && window.PublicKeyCredential && navigator.credentials;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  /* What the server asks, with bytes where the browser wants bytes. */
  function asked(options) {
    var wanted = options.publicKey;
    wanted.challenge = bytes(wanted.challenge);
    if (wanted.user) wanted.user.id = bytes(wanted.user.id);
    ["excludeCredentials", "allowCredentials"].forEach(function (name) {
      (wanted[name] || []).forEach(function (one) { one.id = bytes(one.id); });
    });
    return options;
  }
  function answer(key) {
    var told = { id: key.id, rawId: text(key.rawId), type: key.type, response: {}, clientExtensionResults: {} };
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (key.response[name]) told.response[name] = text(key.response[name]);
    });
    return JSON.stringify(told);
  }
  function question(button) {
    if (button.dataset.ask) return Promise.resolve(JSON.parse(button.dataset.ask));
    return fetch(button.dataset.askFrom, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(function (got) {
      if (!got.ok) throw new Error(String(got.status));
      return got.json();
    });
  }
  function why(failure) {
    if (failure.name === "InvalidStateError") return "这部设备已经登记过通行密钥，不用再登记。";
    if (failure.name === "NotAllowedError" || failure.name === "AbortError") return "没有完成。可以再点一次，或者用别的办法。";
    if (failure.name === "SecurityError") return "这个网址不能用通行密钥，请用别的办法。";
    return "没有成功，请再点一次；不行就用别的办法。";
  }

  all("[data-passkey]").forEach(function (button) {
    if (!can) return;
    var form = button.form, told = form.querySelector("[data-passkey-told]"), busy = false;
    all("[data-passkey-needs]").forEach(function (place) { place.hidden = true; });
    all("[data-passkey-shows]").forEach(function (place) { place.hidden = false; });
    button.hidden = false;
    button.addEventListener("click", function () {
      /* What stands above in the form is looked at first: the key is asked for once, at the end. */
      if (busy || (form.reportValidity && !form.noValidate && !form.reportValidity())) return;
      busy = true;
      if (told) told.textContent = "请按手机或电脑的提示确认……";
      question(button).then(function (options) {
        return navigator.credentials[button.dataset.passkey](asked(options));
      }).then(function (key) {
        form.elements.credential.value = answer(key);
        if (form.requestSubmit) form.requestSubmit(); else form.submit();
      }).catch(function (failure) {
        busy = false;
        if (told) told.textContent = why(failure);
      });
    });
  });
})();
