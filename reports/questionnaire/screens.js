// The screens up to the result. Each returns its elements; main.js puts them on the page and moves the focus.

const minutesText = (words, n) => words("questionnaire.minutes", { n });
const moment = (text) => new Date(text);

// ---- start ----

const eraseBox = (app) => {
  const text = (key) => app.words(`questionnaire.erase.${key}`);
  return twoSteps(text("ask"), text("sure"), text("yes"), text("no"), () => app.erase());
};

const inviteFacts = (app) => {
  const { words, invite, data } = app;
  const label = (key) => words(`questionnaire.invite.${key}`);
  return facts([
    [label("organisation"), invite.organisation],
    [label("role"), data.role === null ? invite.role : words.text(data.role)],
    [label("purpose"), invite.purpose],
    [label("who_sees"), invite.who_sees],
    [label("keep"), words("questionnaire.days", { n: invite.keep_days })],
    [label("contact"), invite.contact],
    [label("until"), words.day(moment(invite.expires))],
  ]);
};

const inviteDates = (app) => {
  const { words, invite } = app;
  const now = Date.now();
  const date = (text) => ({ date: words.day(moment(text)) });
  if (now > moment(invite.expires).getTime()) return el("p", { class: "notice" }, words("questionnaire.invite.too_late", date(invite.expires)));
  if (now < moment(invite.not_before).getTime()) return el("p", { class: "notice" }, words("questionnaire.invite.too_early", date(invite.not_before)));
  return null;
};

const fingerprintNote = (app) => {
  if (app.fingerprint === null) return null;
  const groups = app.fingerprint.slice(0, 32).match(/.{4}/g).join(" ");
  return el("details", {}, el("summary", {}, app.words("questionnaire.invite.fingerprint")),
    el("p", { class: "fingerprint" }, groups), el("p", { class: "quiet" }, app.words("questionnaire.invite.fingerprint_note")));
};

const welcomeActions = (app) => {
  const { words, sitting, data } = app;
  if (!sitting.begun) {
    return [button(words("questionnaire.welcome.start"), () => app.begin(), "primary")];
  }
  const open = firstOpen(data, sitting);
  const far = words("questionnaire.welcome.far", { answered: answeredCount(sitting), total: data.form.order.length });
  const onward = open < 0
    ? button(words("questionnaire.welcome.finish"), () => app.go("review"), "primary")
    : button(words("questionnaire.welcome.go_on", { number: open + 1 }), () => app.ask(open), "primary");
  const result = sitting.finished === null ? null : button(words("questionnaire.welcome.result"), () => app.go("result"));
  const sealed = sitting.sealed === null ? null : button(words("questionnaire.welcome.sealed"), () => app.go("send"), "primary");
  const actions = sealed !== null ? [sealed, result] : result === null ? onward : [result, onward];
  return [el("p", {}, far), el("div", { class: "actions" }, actions), eraseBox(app)];
};

const welcomeScreen = (app) => {
  const { words, data, invite } = app;
  const values = { questions: words("questionnaire.questions", { n: data.form.order.length }), minutes: minutesText(words, data.form.minutes) };
  const about = data.form.order.some((id) => data.items[id].kind !== "condition") ? "what" : "conditions";
  const title = invite === null ? words("questionnaire.welcome.heading") : words("questionnaire.invite.heading", { organisation: invite.organisation });
  const start = el("div", { class: "start" }, welcomeActions(app));
  return [
    heading(title),
    app.notice === null ? null : el("p", { class: "notice" }, app.notice),
    invite === null ? null : inviteDates(app),
    app.sitting.begun ? start : null, // who comes back goes on; who is new reads first
    invite === null ? null : [inviteFacts(app), fingerprintNote(app)],
    el("p", { class: "lead" }, words(`questionnaire.welcome.${about}`, values)),
    about === "what" ? el("p", {}, words("questionnaire.welcome.what_not")) : null,
    app.sitting.begun ? null : start,
    el("h2", {}, words("questionnaire.welcome.how_heading")),
    el("p", {}, words("questionnaire.welcome.how")),
    el("p", { class: "quiet" }, words("questionnaire.welcome.keys")),
    el("h2", {}, words("questionnaire.welcome.stored_heading")),
    el("p", {}, words("questionnaire.welcome.stored")),
    el("p", { class: "quiet" }, words("questionnaire.welcome.shared")),
    invite === null ? null : [el("h2", {}, words("questionnaire.invite.before_heading")), el("p", {}, words("questionnaire.invite.before"))],
  ];
};

// ---- consent: a step of its own, nothing ticked beforehand ----

const consentScreen = (app) => {
  const { words, invite, sitting } = app;
  const text = (key, values) => words(`questionnaire.consent.${key}`, values);
  const boxId = newId("agree");
  const errorId = newId("error");
  const box = el("input", { type: "checkbox", id: boxId, "aria-describedby": errorId });
  const error = el("p", { id: errorId, class: "error", role: "alert" });
  const onward = () => app.afterConsent();
  const agree = () => {
    if (!box.checked) {
      error.textContent = text("missing");
      box.setAttribute("aria-invalid", "true");
      box.focus();
      return;
    }
    app.giveConsent();
  };
  const refuse = () => {
    app.takeConsentBack();
    onward();
  };
  const given = sitting.consent === null ? null : el("div", { class: "notice" },
    el("p", {}, text("given", { date: words.day(moment(sitting.consent.given_at)) })),
    el("div", { class: "actions" }, button(words("questionnaire.go_on"), onward, "primary"),
      button(text("withdraw"), () => {
        app.takeConsentBack();
        app.go("consent");
        app.say(text("withdrawn"));
      })));
  const step = [
    el("div", { class: "tick" }, box, el("label", { for: boxId }, text("agree"))),
    error,
    el("div", { class: "actions" }, button(text("go_on"), agree, "primary"), button(text("refuse"), refuse)),
    el("p", { class: "quiet" }, text("refuse_note")),
  ];
  return [
    heading(text("heading")),
    el("p", {}, text("intro")),
    el("section", { class: "document", lang: invite.language, "aria-label": text("heading") }, paragraphs(invite.consent.text)),
    words.language === invite.language ? null : el("p", { class: "quiet" }, text("language_note")),
    el("p", { class: "quiet" }, text("version", { version: invite.consent.version })),
    inviteFacts(app),
    !app.canSeal ? [el("p", { class: "notice" }, text("no_cryptography")), button(text("refuse"), refuse, "primary")] : given || step,
  ];
};

// ---- a question ----

const progressText = (app) => {
  const { words, data, sitting } = app;
  const seconds = secondsLeft(data, sitting);
  const left = seconds < 50 ? words("questionnaire.item.left_last")
    : words("questionnaire.item.left", { minutes: minutesText(words, Math.ceil(seconds / 60 - 0.01)) });
  return left;
};

const progressBar = (app) => {
  const { words, data, sitting } = app;
  const total = data.form.order.length;
  const id = data.form.order[sitting.position];
  const done = el("div", {});
  done.style.width = `${(100 * Object.keys(sitting.responses).length) / total}%`;
  return el("div", { class: "progress" },
    el("p", {}, el("span", {}, partTitle(data, id, words)), " ",
      el("span", { class: "count" }, words("questionnaire.item.count", { number: sitting.position + 1, total }), " · ", progressText(app))),
    el("div", { class: "bar", "aria-hidden": "true" }, done));
};

const questionScreen = (app) => {
  const { words, data, sitting } = app;
  const text = (key, values) => words(`questionnaire.item.${key}`, values);
  const item = data.items[data.form.order[sitting.position]];
  const response = sitting.responses[item.id];
  const stored = response === undefined || response.answer === null ? undefined : response.answer;
  const errorId = newId("error");
  const error = el("p", { id: errorId, class: "error", role: "alert" });
  const changed = () => {
    app.draft = fields.draft === undefined ? fields.answer() : fields.draft();
    error.textContent = "";
  };
  const fields = answerFields(data, item, app.draft === undefined ? stored : app.draft, words, changed, app.say);
  const submit = (event) => {
    event.preventDefault();
    const answer = fields.answer();
    if (answer === undefined) error.textContent = text(`missing.${fields.missing()}`);
    else app.respond(answer);
  };
  const keys = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      fields.press(Number(event.key) - 1);
    } else if (event.key === "Enter" && (event.target.tagName === "H1" || (event.target.matches(".step") && fields.answer() !== undefined))) submit(event);
  };
  const title = heading(words.text(item.text), { id: newId("question") });
  const where = el("span", { class: "hidden" }, `${text("question", { number: sitting.position + 1, total: data.form.order.length })}. `);
  title.prepend(where);
  return [
    progressBar(app),
    el("form", { class: `question ${item.kind}`, onsubmit: submit, onkeydown: keys, novalidate: true },
      el("fieldset", { "aria-describedby": errorId }, el("legend", {}, title, el("span", { class: "ask" }, text(`ask.${askKey(item)}`))), fields.nodes),
      error,
      el("div", { class: "actions" },
        el("button", { type: "submit", class: "primary" }, words("questionnaire.go_on")),
        sitting.position > 0 ? button(words("questionnaire.back"), () => app.back()) : null,
        button(text("skip"), () => app.respond(null)))),
    el("p", { class: "aside" }, button(text("review"), () => app.go("review"), "quiet")),
  ];
};

// ---- all answers ----

const answerLabel = (app, id) => {
  const { words, data, sitting } = app;
  const response = sitting.responses[id];
  if (response === undefined) return words("questionnaire.review.open");
  if (response.answer === null) return words("questionnaire.review.skipped");
  const item = data.items[id];
  if (item.kind === "sequence") return response.answer.map((step) => item.steps.findIndex((one) => one.id === step) + 1).join(" → ");
  return answerText(data, item, response.answer, words);
};

const reviewScreen = (app) => {
  const { words, data, sitting } = app;
  const total = data.form.order.length;
  const counts = { answered: answeredCount(sitting), skipped: skippedCount(sitting), open: total - Object.keys(sitting.responses).length };
  const open = firstOpen(data, sitting);
  const rows = data.form.order.map((id, place) => {
    const state = id in sitting.responses ? (sitting.responses[id].answer === null ? "skipped" : "answered") : "open";
    return el("li", { class: state },
      el("button", { type: "button", class: "row", onclick: () => app.ask(place, "review") },
        el("span", { class: "number" }, String(place + 1)),
        el("span", {}, el("span", { class: "asked" }, words.text(data.items[id].text)), " ", el("span", { class: "given" }, answerLabel(app, id)))));
  });
  const onward = open < 0 ? null : button(words("questionnaire.review.go_on", { number: open + 1 }), () => app.ask(open), "primary");
  return [
    heading(words("questionnaire.review.heading")),
    el("p", {}, words("questionnaire.review.counts", counts)),
    el("div", { class: "actions" }, onward, button(words("questionnaire.review.finish"), () => app.finish(), onward === null ? "primary" : "")),
    el("p", { class: "quiet" }, words("questionnaire.review.hint")),
    el("ol", { class: "review" }, rows),
  ];
};

// ---- the note on the answers, before the result ----

const raisedSignals = (found) => found.quality.signals.filter((one) => one.level === "soft" || one.level === "strong");

const qualityScreen = (app) => {
  const { words, data, sitting } = app;
  const text = (key, values) => words(`screens.quality.${key}`, values);
  const fast = fastPositions(data, sitting);
  const found = raisedSignals(assess(data, sitting.responses, sitting.language));
  return [
    heading(text("heading")),
    el("p", {}, text("intro")),
    list("ul", found.map((signal) => text(signal.index))),
    el("p", {}, app.invite === null ? text("advice") : words("questionnaire.quality.advice")),
    el("div", { class: "actions column" },
      fast.length ? button(text("again", { number: fast.length }), () => app.askAgain(fast), "primary") : null,
      button(text("review"), () => app.go("review"), fast.length ? "" : "primary"),
      button(text("result"), () => app.seeResult())),
  ];
};
