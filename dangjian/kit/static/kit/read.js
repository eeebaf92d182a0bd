/* Reading the main part of a page aloud, with the browser's own Chinese voice; without one the buttons
   stay hidden. It reads block by block, as somebody would who sits beside: a heading, a paragraph, a
   row of a table with the names of its columns. What is being read is marked. Pausing stops the
   voice and remembers the sentence: telephones forget a paused one. */
(function () {
  "use strict";
  var voice = window.speechSynthesis, main = document.querySelector("main");
  var button = document.querySelector("[data-read]"), stopper = document.querySelector("[data-read-stop]");
  if (!voice || !window.SpeechSynthesisUtterance || !main || !button || !stopper) return;

  var LEFT_OUT = "nav, form, script, svg, select, .btn, .no-print, [aria-hidden=true]";
  var WHOLE = "h1, h2, h3, h4, p, caption, tr, dl > div, dt, dd, li, summary, label, figcaption, .toast";
  var slice = function (list) { return [].slice.call(list); };
  var speaker = null, blocks = [], sentences = [], at = 0, state = "still", turn = 0;

  function chinese() {
    var found = voice.getVoices().filter(function (one) { return /^(zh|cmn)/i.test(one.lang); });
    var exact = found.filter(function (one) { return /^zh[-_]CN/i.test(one.lang); });
    var near = (exact.length ? exact : found).filter(function (one) { return one.localService; });
    return near[0] || exact[0] || found[0] || null;
  }

  /* What is written in an element, without what is only drawn, pressed or put away. */
  function words(element) {
    var copy = element.cloneNode(true);
    slice(copy.querySelectorAll(LEFT_OUT)).forEach(function (one) { one.remove(); });
    slice(copy.querySelectorAll("small, br")).forEach(function (one) { one.before("，"); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function cells(row) {
    var table = row.closest("table"), heads = table.tHead ? slice(table.tHead.rows[0].cells) : [];
    return slice(row.cells).map(function (cell, number) {
      var said = words(cell), head = cell.tagName === "TD" && heads[number] ? words(heads[number]) : "";
      return said && (head ? head + "：" + said : said);
    }).filter(Boolean).join("，");
  }
  function pair(block) {
    return slice(block.children).map(words).filter(Boolean).join("：");
  }
  function told(block) {
    if (block.tagName === "TR") return cells(block);
    return block.tagName === "DIV" ? pair(block) : words(block);
  }
  function shown(element) {
    var closed = element.closest("details:not([open])");
    var away = closed && !(element.tagName === "SUMMARY" && element.parentNode === closed);
    return !away && element.getClientRects().length > 0;
  }
  /* The pieces that hang together: a row and a pair of a list of facts as a whole, of everything
     else what has no such piece inside. */
  function readable() {
    return slice(main.querySelectorAll(WHOLE)).filter(function (one) {
      if (one.closest("nav, form, thead, .month, [aria-hidden=true]") || !shown(one)) return false;
      var group = one.closest("tr, dl > div");
      if (group && group !== one) return false;
      return (group || !one.querySelector(WHOLE)) && told(one) !== "";
    });
  }
  function cut(text) { return text.match(/[^。！？；]{1,120}[。！？；]*/g) || []; }

  function mark(block) {
    slice(document.querySelectorAll(".reading")).forEach(function (one) { one.classList.remove("reading"); });
    if (!block) return;
    block.classList.add("reading");
    var box = block.getBoundingClientRect();
    if (box.top < 80 || box.bottom > window.innerHeight - 90) block.scrollIntoView({ block: "center" });
  }
  function show(next) {
    state = next;
    button.querySelector("span").textContent = { still: "朗读", reading: "暂停", paused: "接着读" }[state];
    stopper.hidden = state === "still";
  }
  function speak() {
    var mine = ++turn, sentence = sentences[at];
    if (!sentence) { stop(); return; }
    mark(sentence.block);
    var one = new SpeechSynthesisUtterance(sentence.text);
    one.lang = "zh-CN";
    one.voice = speaker;
    one.rate = 0.9;
    one.onend = one.onerror = function () {
      if (mine !== turn || state !== "reading") return; /* paused, stopped, or another began */
      at += 1;
      speak();
    };
    voice.speak(one);
  }
  function start() {
    blocks = readable();
    sentences = [];
    blocks.forEach(function (block) {
      cut(told(block)).forEach(function (text) { sentences.push({ block: block, text: text }); });
    });
    at = 0;
    show("reading");
    speak();
  }
  function pause() { show("paused"); turn += 1; voice.cancel(); }
  function resume() { show("reading"); speak(); }
  function stop() {
    if (document.activeElement === stopper) button.focus();
    show("still");
    turn += 1;
    voice.cancel();
    mark(null);
  }

  button.addEventListener("click", function () {
    ({ still: start, reading: pause, paused: resume })[state]();
  });
  stopper.addEventListener("click", stop);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && state !== "still") stop();
  });
  window.addEventListener("pagehide", function () { if (state !== "still") stop(); });

  function offer() { speaker = chinese(); button.hidden = !speaker; }
  offer();
  if (voice.addEventListener) voice.addEventListener("voiceschanged", offer);
})();
