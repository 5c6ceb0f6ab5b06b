// The page: one screen at a time, the focus on its heading, every answer stored before the next question.

const SCREENS = {
  welcome: welcomeScreen,
  consent: consentScreen,
  question: questionScreen,
  review: reviewScreen,
  quality: qualityScreen,
  result: resultScreen,
  send: sendScreen,
};

const makeApp = (data) => {
  const invite = data.invite === null ? null : readInvite(data.invite);
  const store = openStore(storeKey(data, invite));
  const main = document.getElementById("main");
  const status = document.getElementById("status");
  const kept = store.read();
  const found = kept === null ? null : sittingFrom(data, kept);
  let screen = "welcome";
  let back = null; // the screen that a question was opened from

  const app = {
    data,
    invite,
    store,
    sitting: found || newSitting(data),
    notice: null,
    draft: undefined,
    fingerprint: null,
    canSeal: Boolean(window.crypto && crypto.subtle),
    timer: makeTimer(),
  };
  app.words = makeWords(data, app.sitting.language);
  if (kept !== null && found === null) app.notice = app.words("questionnaire.damaged");

  let saying = 0;
  app.say = (text) => {
    status.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => {
      status.textContent = text;
    }, 50);
  };
  app.save = () => {
    if (app.sitting.begun) store.write(JSON.stringify(app.sitting));
    banner();
  };

  // ---- showing ----

  const allowed = (name) => {
    if (name === "question") return app.sitting.begun && app.sitting.position < data.form.order.length;
    if (name === "send") return invite !== null && app.canSeal && app.sitting.consent !== null && app.sitting.finished !== null;
    if (name === "result") return app.sitting.finished !== null;
    if (name === "consent") return invite !== null;
    return name === "welcome" || app.sitting.begun;
  };
  const show = (focus = true) => {
    document.documentElement.lang = app.words.language;
    const nodes = SCREENS[screen](app).flat(4).filter((node) => node !== null && node !== undefined && node !== false);
    main.replaceChildren(...nodes);
    main.className = `screen-${screen}`;
    const title = main.querySelector("h1");
    document.title = `${title.textContent} – ${app.words("questionnaire.title")}`;
    chrome();
    if (focus) {
      window.scrollTo(0, 0);
      title.focus({ preventScroll: true });
    }
  };
  const remember = () => {
    try {
      history.pushState({ screen, position: app.sitting.position }, "");
    } catch (error) {
      // a page that may not keep a history still works
    }
  };
  app.go = (name, { stay = false } = {}) => {
    screen = allowed(name) ? name : "welcome";
    if (screen === "question") app.timer.start();
    else app.timer.stop();
    app.draft = undefined;
    show();
    if (!stay) remember();
  };
  app.ask = (position, from = null) => {
    back = from;
    app.sitting.position = position;
    app.save();
    app.go("question");
  };

  // ---- the frame around a screen ----

  const home = document.getElementById("home");
  const languages = document.getElementById("languages");
  const warning = document.getElementById("warning");
  const banner = () => {
    warning.textContent = store.works ? "" : app.words("questionnaire.unsaved");
    warning.hidden = warning.textContent === "";
  };
  const chrome = () => {
    home.textContent = app.words("questionnaire.title");
    home.disabled = screen === "welcome";
    languages.setAttribute("aria-label", app.words("questionnaire.languages"));
    for (const choice of languages.children) choice.setAttribute("aria-pressed", String(choice.lang === app.words.language));
    banner();
  };
  home.addEventListener("click", () => app.go("welcome"));
  languages.replaceChildren(...data.languages.map((code) =>
    button(makeWords(data, code)("questionnaire.own_name"), () => {
      app.sitting.language = code;
      if (app.sitting.finished !== null) app.sitting.sealed = null;
      app.words = makeWords(data, code);
      app.save();
      show(false);
    }, "language", { lang: code })));

  // ---- answering ----

  app.begin = () => {
    if (invite !== null) app.go("consent");
    else app.afterConsent();
  };
  app.afterConsent = () => {
    const open = firstOpen(data, app.sitting);
    app.sitting.begun = true;
    app.save();
    if (app.sitting.finished !== null) app.go("result");
    else if (open < 0) app.go("review");
    else app.ask(open);
  };
  app.respond = (answer) => {
    const { sitting } = app;
    withResponse(sitting, data.form.order[sitting.position], answer, app.timer.stop());
    app.onward();
    app.say(store.works ? app.words("questionnaire.saved") : "");
  };
  // Where to go after an answer: back to the list, on to the next fast one, the next question, or the end.
  app.onward = () => {
    const { sitting } = app;
    if (sitting.again.length) {
      sitting.again = sitting.again.filter((place) => place !== sitting.position);
      if (sitting.again.length) return app.ask(sitting.again[0]);
      return app.finish();
    }
    if (back === "review") {
      app.save();
      return app.go("review");
    }
    const open = firstOpen(data, sitting);
    const next = sitting.position + 1;
    if (next < data.form.order.length) return app.ask(next);
    app.save();
    return open < 0 ? app.finish() : app.go("review");
  };
  app.back = () => {
    app.timer.stop();
    app.ask(Math.max(0, app.sitting.position - 1));
  };
  app.askAgain = (places) => {
    app.sitting.again = places;
    app.sitting.noted = false;
    app.ask(places[0]);
  };
  app.finish = () => {
    const { sitting } = app;
    sitting.again = [];
    const raised = raisedSignals(assess(data, sitting.responses, sitting.language)).length > 0;
    app.save();
    if (raised && !sitting.noted) app.go("quality");
    else app.seeResult();
  };
  app.seeResult = () => {
    app.sitting.noted = true;
    if (app.sitting.finished === null) app.sitting.finished = new Date().toISOString();
    app.save();
    app.go("result");
  };

  // ---- consent, files, sealing ----

  app.giveConsent = async () => {
    const { version, text } = invite.consent;
    app.sitting.consent = {
      version,
      sha256: hex(await sha256(utf8(text))),
      language: invite.language,
      given_at: new Date().toISOString(),
    };
    app.sitting.withdrawn = false;
    app.afterConsent();
  };
  app.takeConsentBack = () => {
    if (app.sitting.consent !== null) app.sitting.withdrawn = true;
    app.sitting.consent = null;
    app.sitting.sealed = null;
    app.save();
  };
  app.saveResult = async () => {
    const start = `suitability-${app.sitting.finished.slice(0, 10)}-${app.sitting.id.slice(0, 8)}`;
    const name = `${start}.${app.canSeal ? "result" : "answers"}.json`;
    const value = app.canSeal ? await resultOf(data, app.sitting) : answersOf(data, app.sitting);
    saveFile(name, readable(value), "application/json");
    return name;
  };
  app.letter = async () => letterOf(data, invite, app.sitting.consent, await resultOf(data, app.sitting));
  app.seal = async (letter) => {
    const { sitting } = app;
    if (sitting.consent === null) throw new Error(app.words("questionnaire.consent.withdrawn"));
    if (sitting.run_key === null) sitting.run_key = await newRunKey();
    sitting.sealed = await seal(invite, sitting.run_key, letter);
    app.save();
  };
  app.erase = () => {
    store.erase();
    app.timer.stop();
    const { language } = app.sitting;
    app.sitting = { ...newSitting(data), language };
    app.notice = app.words("questionnaire.erase.done");
    app.go("welcome");
    app.notice = null;
  };

  // ---- what the browser tells the page ----

  window.addEventListener("popstate", (event) => {
    const state = event.state || { screen: "welcome", position: 0 };
    if (state.screen === "question") app.sitting.position = Math.min(state.position, data.form.order.length - 1);
    back = null;
    app.go(state.screen, { stay: true });
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== storeKey(data, invite) || event.newValue === null) return;
    warning.textContent = app.words("questionnaire.other_tab");
    warning.hidden = false;
  });
  let closed = []; // on paper the ranges and the marked signs are open, the rest is as the person left it
  window.addEventListener("beforeprint", () => {
    closed = [...main.querySelectorAll(".scale details:not([open]), .raised:not([open]), .thought:not([open])")];
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
  const broken = () => {
    warning.textContent = app.words("questionnaire.broken");
    warning.hidden = false;
  };
  window.addEventListener("error", broken);
  window.addEventListener("unhandledrejection", broken);
  window.addEventListener("beforeunload", (event) => {
    if (!store.works && app.sitting.begun && Object.keys(app.sitting.responses).length) event.preventDefault();
  });
  if (invite !== null && app.canSeal) {
    fingerprintOf(invite).then((text) => {
      app.fingerprint = text;
      if (screen === "welcome") show(false);
    });
  }
  app.start = () => {
    try {
      history.replaceState({ screen, position: 0 }, "");
    } catch (error) {
      // as above
    }
    show(false);
  };
  return app;
};

makeApp(JSON.parse(document.getElementById("data").textContent)).start();
