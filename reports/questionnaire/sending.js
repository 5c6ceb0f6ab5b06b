// Before anything is sealed the person reads all of it; then the sealed text as a file and for the clipboard.

const timeText = (words, ms) =>
  ms === null ? words("questionnaire.send.no_time") : words("questionnaire.send.seconds", { n: words.number(Math.round(ms / 100) / 10) });

const contentsTable = (app) => {
  const { data, sitting, words } = app;
  const rows = data.form.order.filter((id) => id in sitting.responses).map((id) =>
    el("li", {}, el("span", { class: "asked" }, words.text(data.items[id].text)), " ",
      el("span", { class: "given" }, answerLabel(app, id)), " ",
      el("span", { class: "quiet" }, timeText(words, sitting.responses[id].ms))));
  return el("ol", { class: "contents" }, rows);
};

const letterFacts = (app) => {
  const { data, sitting, words } = app;
  const label = (key) => words(`questionnaire.send.${key}`);
  const { version, given_at: given } = sitting.consent;
  return facts([
    [label("form"), words.text(data.form.name)],
    [label("language"), words("questionnaire.own_name")],
    [label("finished"), new Date(sitting.finished).toLocaleString(words.language)],
    [label("content"), data.content.version],
    [label("program"), data.program],
    [label("number"), sitting.id],
    [label("consent"), words("questionnaire.send.consent_value", { version, date: words.day(moment(given)) })],
  ]);
};

const sealedSection = (app) => {
  const { words, sitting, invite } = app;
  const text = (key, values) => words(`questionnaire.send.${key}`, values);
  const fieldId = newId("sealed");
  const field = el("textarea", { id: fieldId, readonly: true, rows: "8", spellcheck: "false", autocomplete: "off" });
  field.value = sitting.sealed;
  const note = el("p", { role: "status", class: "quiet" });
  const name = `suitability-${invite.id.slice(0, 8)}.suitresult.txt`;
  return [
    el("h2", { tabindex: "-1", class: "heading" }, text("sealed_heading")),
    el("p", {}, text("sealed")),
    el("div", { class: "actions" },
      button(text("download"), () => {
        saveFile(name, sitting.sealed, "text/plain");
        note.textContent = words("questionnaire.result.saved_as", { name });
      }, "primary"),
      button(text("copy"), async () => {
        note.textContent = text((await copied(sitting.sealed, field)) ? "copied" : "not_copied");
      })),
    note,
    el("label", { for: fieldId, class: "quiet" }, text("text")),
    field,
  ];
};

const sendScreen = (app) => {
  const { words, sitting, invite } = app;
  const text = (key, values) => words(`questionnaire.send.${key}`, values);
  const raw = el("pre", { tabindex: "0" });
  const written = app.letter();
  written.then((letter) => {
    raw.textContent = readable(letter);
  });
  const error = el("p", { class: "error", role: "alert" });
  const place = el("section", { class: "sealed", "aria-label": text("sealed_heading") });
  const show = () => place.replaceChildren(...[sealedSection(app)].flat().filter(Boolean));
  const act = async () => {
    try {
      await app.seal(await written);
      show();
      sealing.remove();
      place.querySelector(".heading").focus();
    } catch (reason) {
      error.textContent = text("failed", { reason: String(reason) });
    }
  };
  const sealing = button(text("seal"), act, "primary");
  if (sitting.sealed !== null) show();
  return [
    heading(text("heading")),
    el("p", {}, text("intro", { organisation: invite.organisation })),
    el("h2", {}, text("facts")), letterFacts(app),
    el("h2", {}, text("answers")), contentsTable(app),
    el("details", {}, el("summary", {}, text("raw")), raw),
    el("p", {}, text("seal_note")),
    el("p", { class: "quiet" }, text("limits")),
    el("div", { class: "actions" },
      sitting.sealed === null ? sealing : null,
      button(text("back"), () => app.go("result")),
      button(words("questionnaire.consent.withdraw"), () => {
        app.takeConsentBack();
        app.go("result");
        app.say(words("questionnaire.consent.withdrawn"));
      }, "quiet")),
    error,
    place,
  ];
};
