// 要点: what the page does beside gradio. The replies come from the server complete, cards included; this script
// only shows the cards in the panel, sends suggested questions, copies citations and watches the connection.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 900px)");
  let shownReply = null; // the reply whose cards stand in the panel
  let opener = null; // where the focus goes back to when the sheet closes

  // ---- the source panel ----
  function showCards(reply) {
    const side = $("#yd-side"), cards = $("#yd-side-cards");
    shownReply = reply;
    const found = reply ? all(".yd-cards > .yd-card", reply) : [];
    cards.replaceChildren(...found.map((card) => card.cloneNode(true)));
    for (const link of all("a.yd-open", cards)) { link.target = "_blank"; link.rel = "noopener"; }
    side.classList.toggle("cited", found.length > 0);
    const refused = reply && $(".yd-refusal", reply);
    $("#yd-side-title").textContent = !found.length ? "收录的文件" : refused ? "最接近的条目" : `原文出处（${found.length}）`;
    side.scrollTop = 0;
  }

  function openCard(reply, position) {
    if (reply !== shownReply) showCards(reply);
    const cards = all("#yd-side-cards > .yd-card");
    cards.forEach((card, place) => card.classList.toggle("on", place === position));
    const links = sourceLinks(reply);
    all(".yd-chip.on").forEach((chip) => chip.classList.remove("on"));
    for (const link of links) if (positionOf(link, reply) === position) link.classList.add("on");
    openSheet();
    const card = cards[position];
    if (!card) return;
    const side = $("#yd-side"), head = $("#yd-side-head").offsetHeight;
    const mark = $("mark", card) || card;
    const top = card.offsetTop - head - 4;
    const below = mark.getBoundingClientRect().bottom - card.getBoundingClientRect().top + 24;
    side.scrollTop = below > side.clientHeight - head ? top + below - (side.clientHeight - head) : top;
  }

  const sourceLinks = (reply) => all(".yd-chip, .yd-near-link", reply);

  // A chip names its citation by number; the nearest items of a refusal stand in the order of their cards.
  function positionOf(link, reply) {
    return link.classList.contains("yd-chip") ? Number(link.textContent) - 1 : all(".yd-near-link", reply).indexOf(link);
  }

  function openSheet() {
    if (!narrow.matches || document.body.classList.contains("sheet")) return;
    opener = document.activeElement;
    document.body.classList.add("sheet");
    history.pushState({ sheet: true }, "");
    $("#yd-side").focus({ preventScroll: true });
  }

  function closeSheet(fromHistory = false) {
    if (!document.body.classList.contains("sheet")) return;
    document.body.classList.remove("sheet");
    if (!fromHistory) history.back();
    opener?.focus?.({ preventScroll: true });
  }

  // ---- asking ----
  function send(question) {
    const box = $("#yd-box textarea"), button = $("#yd-box .submit-button");
    if (!box || !button) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => button.click());
  }

  // ---- copying: navigator.clipboard does not exist on plain http ----
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed: the old way */ }
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;top:0;left:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copyCitation(button) {
    const done = await copy($(".yd-copied", button.closest(".yd-card")).textContent);
    button.textContent = done ? "已复制" : "请手动复制";
    setTimeout(() => { button.textContent = "复制引文"; }, 2000);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a, button");
    if (!target) return;
    if (target.matches(".yd-ask")) { closeSheet(); send(target.textContent); }
    else if (target.matches(".yd-copy")) copyCitation(target);
    else if (target.id === "yd-new") $("#yd-clear")?.click();
    else if (target.id === "yd-show") openSheet();
    else if (target.id === "yd-hide") closeSheet();
    else if (target.matches(".yd-chip, .yd-near-link") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const reply = target.closest(".yd-reply");
      openCard(reply, positionOf(target, reply));
    }
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (document.body.classList.contains("sheet") && !event.target.closest("#yd-side")) { event.preventDefault(); closeSheet(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) closeSheet();
  });
  addEventListener("popstate", () => closeSheet(true));
  narrow.addEventListener("change", () => closeSheet());

  // ---- what gradio draws ----
  let drawn = ""; // the questions on the screen, to tell a new answer from a redrawn one
  function look() {
    const chat = $("#yd-chat");
    if (!chat) return;
    for (const label of all("[aria-label^=\"bot's message\"]", chat)) label.setAttribute("aria-label", "回答");
    for (const label of all("[aria-label^=\"user's message\"]", chat)) label.setAttribute("aria-label", "提问");
    $('[role="log"]', chat)?.setAttribute("aria-label", "问答");
    for (const [id, name] of [["yd-years", "年份"], ["yd-issuers", "发文机关"]]) {
      const set = $(`#${id} fieldset`) || $(`#${id}`);
      if (set && !set.hasAttribute("aria-label")) set.setAttribute("aria-label", name);
    }
    // the header and the list of documents of a new version of the library, as the last answer brought them
    for (const [brought, place] of [["#yd-renewed .yd-coverage", "#yd-head .yd-coverage"], ["#yd-renewed ul", "#yd-side-held"]]) {
      const from = $(brought), to = $(place);
      if (from && from.innerHTML !== to.innerHTML) to.replaceChildren(...from.cloneNode(true).childNodes);
    }
    const rows = all(".bot-row", chat), last = rows.at(-1);
    const question = all(".user-row", chat).at(-1), frame = $(".bubble-wrap", chat);
    for (const row of rows) {
      row.classList.toggle("yd-last", row === last);
      // room below the last answer, so that its question can stand at the top
      row.style.minHeight = row === last && question ? `${frame.clientHeight - question.offsetHeight - 38}px` : "";
    }
    const replies = all(".yd-reply, .yd-fault", chat);
    const state = all(".yd-q", chat).map((question) => question.textContent).join("\n") + replies.length;
    if (state === drawn) return;
    drawn = state;
    const reply = replies.at(-1);
    showCards(reply?.matches(".yd-reply") ? reply : null);
    if (question && frame) frame.scrollTop += question.getBoundingClientRect().top - frame.getBoundingClientRect().top - 16;
  }
  let waiting = 0;
  new MutationObserver(() => { waiting ||= requestAnimationFrame(() => { waiting = 0; look(); }); })
    .observe(document.body, { childList: true, subtree: true });

  // ---- the connection ----
  const health = new URL("../api/v1/health", location.href.replace(/[?#].*/, ""));
  async function watch() {
    let up = false;
    try { up = (await fetch(health, { cache: "no-store" })).ok; } catch { /* down */ }
    document.body.classList.toggle("offline", !up);
    setTimeout(watch, up ? 15000 : 2000);
  }
  setTimeout(watch, 5000);
})();
