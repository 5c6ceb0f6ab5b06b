// The person's own result: ranges, signs, tasks, reasons; the same sentences as in the program's report.

const STATUS_MARK = { raised: "!", thought: "?", clear: "✓", unknown: "·" };

// A range on an axis from 0 to 100 with the two cuts; readable without colour, and said in words beside it.
const rangeBar = (row, cuts, words) => {
  const x = (value) => String(Math.round(value * 30) / 10);
  const line = (from, to, y, kind) => svg("line", { x1: x(from), x2: x(to), y1: y, y2: y, class: kind });
  const upright = (at, top, bottom, kind) => svg("line", { x1: x(at), x2: x(at), y1: top, y2: bottom, class: kind });
  const label = (at, anchor) => svg("text", { x: x(at), y: 34, "text-anchor": anchor }, String(Math.round(at)));
  const known = row.score !== null;
  const name = known
    ? words("questionnaire.result.range", { low: rounded(row.low), high: rounded(row.high), score: rounded(row.score) })
    : row.sentence;
  return svg("svg", { viewBox: "-4 0 308 38", class: "range", role: "img", "aria-label": name },
    line(0, 100, 12, "axis"), upright(0, 8, 16, "axis"), upright(100, 8, 16, "axis"),
    cuts.map((cut) => upright(cut, 3, 21, "cut")),
    known ? [svg("rect", { x: x(row.low), width: x(row.high - row.low), y: 7, height: 10, class: "band" }), upright(row.score, 3, 21, "tick")] : null,
    label(0, "start"), cuts.map((cut) => label(cut, "middle")), label(100, "end"));
};

const scaleSection = (row, report, words) => {
  const label = (key) => words(`report.labels.${key}`);
  return el("section", { class: "scale" },
    el("h3", {}, row.name, ": ", el("span", { class: "zone" }, row.zone_name)),
    rangeBar(row, report.cuts, words),
    row.score === null ? el("p", {}, row.sentence) : el("p", {}, `${label("range")}: ${row.sentence}.`),
    row.border === null ? null : el("p", {}, el("strong", {}, row.border)),
    row.standing === null ? null : el("p", {}, row.standing),
    el("p", {}, row.meaning),
    el("details", {},
      el("summary", {}, label("evidence")),
      list("ul", row.evidence),
      row.pivot === null ? null : el("p", {}, row.pivot),
      el("h4", {}, label("measures")), el("p", {}, row.about),
      el("h4", {}, label("not_measures")), el("p", {}, row.not_about),
      el("p", { class: "quiet" }, row.answered)));
};

const signAdvice = (row, words) => {
  const label = (key) => words(`report.labels.${key}`);
  return [
    el("h3", {}, label("means")), el("p", {}, row.means),
    el("h3", {}, label("actions")), list("ol", row.actions),
    el("h3", {}, label("why")),
    el("ul", {}, row.why.map((claim) => el("li", {}, claim.text, " ", el("span", { class: "quiet" }, words("questionnaire.result.sources", { source: claim.source }))))),
    el("h3", {}, label("no_obstacle")), el("p", {}, row.no_obstacle),
    el("h3", {}, label("story")), el("blockquote", {}, paragraphs(row.story)),
  ];
};

const signSection = (row, words) => {
  const label = (key) => words(`report.labels.${key}`);
  return el("details", { class: `sign ${row.status}` },
    el("summary", {},
      el("span", { class: "status-mark", "aria-hidden": "true" }, STATUS_MARK[row.status]),
      el("span", {}, `${row.number}. ${row.name}: `, el("strong", {}, row.status_name))),
    el("p", {}, row.summary),
    row.provisional === null ? null : el("p", { class: "quiet" }, row.provisional),
    row.evidence.length ? [el("h3", {}, label("evidence_sign")), list("ul", row.evidence)] : null,
    row.pivot === null ? null : [el("h3", {}, label("pivot")), el("p", {}, row.pivot)],
    row.marked ? signAdvice(row, words)
      : el("details", { class: "inner" }, el("summary", {}, words("questionnaire.result.about_sign")), el("p", {}, row.short), signAdvice(row, words)));
};

const taskSection = (row, words) =>
  el("details", { class: "task" },
    el("summary", {}, row.question),
    el("p", {}, el("strong", {}, row.summary)),
    el("ul", { class: "replies" }, row.replies.map((reply) =>
      el("li", { class: reply.chosen ? "chosen" : null },
        el("p", {}, reply.text, reply.chosen ? [" ", el("strong", {}, `(${reply.chosen})`)] : ""),
        reply.why ? el("p", { class: "quiet" }, `${reply.verdict}. ${reply.why}`) : null))),
    row.explanation === null ? null : [el("h3", {}, words("report.labels.why_reply")), el("p", {}, row.explanation)]);

const measuredSections = (report, words) => {
  const label = (key) => words(`report.labels.${key}`);
  return [
    report.scales.length ? [
      el("h2", {}, label("scales")),
      report.comparison ? el("p", {}, report.comparison) : null,
      el("p", { class: "quiet" }, words("questionnaire.result.axis", { low: report.cuts[0], high: report.cuts[1] })),
      report.scales.map((row) => scaleSection(row, report, words)),
      el("p", { class: "quiet" }, report.precision),
    ] : null,
    report.signs.length ? [
      el("h2", {}, label("signs")), el("p", {}, label("signs_intro")), report.signs.map((row) => signSection(row, words)),
    ] : null,
    report.tasks.length ? [
      el("h2", {}, label("tasks")), el("p", {}, label("tasks_intro")), report.tasks.map((row) => taskSection(row, words)),
    ] : null,
  ];
};

const keepSection = (app) => {
  const { words } = app;
  const text = (key, values) => words(`questionnaire.result.${key}`, values);
  const note = el("p", { role: "status", class: "quiet" });
  const save = async () => {
    const name = await app.saveResult();
    note.textContent = text("saved_as", { name });
  };
  return [
    el("h2", {}, text("keep_heading")),
    el("p", {}, app.canSeal ? text("keep") : text("save_answers_note")),
    el("div", { class: "actions" },
      button(app.canSeal ? text("save") : text("save_answers"), save),
      button(text("print"), () => window.print())),
    note,
  ];
};

const sendSection = (app) => {
  const { words, invite, sitting } = app;
  if (invite === null) return null;
  const text = (key, values) => words(`questionnaire.result.${key}`, values);
  if (!app.canSeal) return el("p", { class: "notice" }, words("questionnaire.consent.no_cryptography"));
  return el("section", { class: "send" },
    el("h2", {}, text("send_heading", { organisation: invite.organisation })),
    sitting.consent === null
      ? [el("p", {}, sitting.withdrawn ? text("withdrawn", { contact: invite.contact }) : text("no_consent")), button(text("read_consent"), () => app.go("consent"))]
      : [el("p", {}, text("send_note")), button(text("send"), () => app.go("send"), "primary")]);
};

const resultScreen = (app) => {
  const { words, data, sitting } = app;
  const report = reportOf(data, sitting.responses, words, sitting.language);
  const label = (key) => words(`report.labels.${key}`);
  return [
    heading(words("questionnaire.result.heading")),
    el("p", { class: "verdict" }, report.outcome.text),
    list("ul", report.outcome.reasons),
    report.quality.level === "fine" ? null : el("p", { class: "notice" }, report.quality.text),
    report.provisional === null ? null : el("p", {}, report.provisional),
    el("h2", {}, label("next_steps")), list("ol", report.outcome.next_steps),
    el("p", { class: "purpose" }, words("report.purpose")),
    sendSection(app),
    measuredSections(report, words),
    el("h2", {}, label("method")),
    report.notes.map((note) => el("details", {}, el("summary", {}, note.title), note.paragraphs.map((text) => el("p", {}, text)))),
    el("details", {}, el("summary", {}, words("questionnaire.result.storage")), el("p", {}, words("questionnaire.result.storage_text"))),
    keepSection(app),
    el("div", { class: "end" }, button(words("questionnaire.result.change"), () => app.go("review"), "quiet"), eraseBox(app)),
  ];
};
