// The result as plain numbers and finished sentences: a port of suitability/services/report_model.py.

const percentileRank = (counts, pomp) => {
  const place = Math.floor(pomp + 0.5);
  const all = Object.entries(counts);
  const below = sum(all.filter(([score]) => Number(score) < place).map(([, count]) => count));
  return (100 * (below + (counts[place] || 0) / 2)) / sum(all.map(([, count]) => count));
};

const standingOf = (words, score) => {
  const counts = words.own.norm === null ? undefined : words.own.norm[score.scale];
  if (counts === undefined || score.pomp === null) return null;
  const rank = (value) => rounded(percentileRank(counts, value));
  return words("learning.report.standing", { low: rank(score.low), high: rank(score.high) });
};

const scaleRow = (data, score, responses, words) => {
  const scale = data.scales.find((one) => one.id === score.scale);
  const row = {
    id: scale.id,
    name: words.text(scale.name),
    about: words.text(scale.about),
    not_about: words.text(scale.not_about),
    low: score.low,
    score: score.pomp,
    high: score.high,
    zone: score.zone,
    border: score.near === null ? null : words("report.scale.border", { zone: words(`report.zones.${score.near}`) }),
    answered: words("report.scale.answered", { answered: score.answered, total: score.total }),
    evidence: scaleEvidence(data, scale.id, responses, words),
    standing: standingOf(words, score),
  };
  if (score.pomp === null) {
    const needed = neededOf(data.rules.answered.scale, score.total);
    return {
      ...row,
      zone_name: words("report.zones.none"),
      sentence: words("report.scale.too_few", { answered: score.answered, total: score.total, needed }),
      meaning: words("report.scale.no_meaning"),
      pivot: null,
    };
  }
  const figures = { low: rounded(score.low), high: rounded(score.high), score: rounded(score.pomp) };
  return {
    ...row,
    zone_name: words(`report.zones.${score.zone}`),
    sentence: words("report.scale.sentence", figures),
    meaning: words.text(scale.zones[score.zone]),
    pivot: zonePivotSentence(data, zonePivotOf(data, score, responses), words),
  };
};

const signRow = (data, finding, words) => {
  const sign = data.signs.find((one) => one.id === finding.sign);
  const { status, answered, total } = finding;
  const known = status !== "unknown";
  return {
    id: sign.id,
    number: sign.number,
    name: words.text(sign.name),
    short: words.text(sign.short),
    status,
    status_name: words(`report.status.${status}`),
    marked: status === "raised" || status === "thought",
    provisional: finding.provisional && known ? words("report.sign.provisional", { n: total }) : null,
    summary: words(`report.sign.${status}`, { answered, total }),
    evidence: signEvidence(data, finding, words),
    pivot: known ? pivotSentence(data, finding.pivot, words) : null,
    means: words.text(sign.means),
    no_obstacle: words.text(sign.no_obstacle),
    why: sign.why.map((claim) => ({ text: words.text(claim.text), source: words.text(data.sources[claim.source]) })),
    actions: sign.actions.map(words.text),
    story: words.text(sign.story),
  };
};

// What led to the outcome comes first: a port of suitability/services/outcome_text.py.
const reasonOrder = (outcome) => {
  const findings = ["raised", "low", "thought", "border_low"];
  if (outcome.scales_known_below !== null) return ["unknown_scales", "unknown", ...findings, "none_raised"];
  if (outcome.otherwise) return ["none_raised", ...findings, "unknown_scales", "unknown"];
  return [...findings, "none_raised", "unknown_scales", "unknown"];
};

const isLow = (score) => score.zone === "low" || score.near === "low";

const outcomeText = (found, words) => {
  const mixed =
    found.findings.some((finding) => finding.status === "thought") ||
    found.scores.some((score) => score.near !== null && isLow(score));
  const { text, also } = found.outcome;
  return also !== null && mixed ? `${words.text(text)} ${words.text(also)}` : words.text(text);
};

const outcomeNote = (data, found, words) => {
  const note = { id: found.outcome.id, text: outcomeText(found, words), next_steps: found.outcome.next_steps.map(words.text) };
  const raised = found.quality.signals.filter((signal) => signal.level === "soft" || signal.level === "strong");
  if (!found.quality.interpretable) return { ...note, reasons: raised.map((signal) => signalSentence(data, signal, words)) };
  const reasons = conditionLines(data, found.conditions, words);
  const signs = (status) =>
    found.findings
      .filter((finding) => finding.status === status)
      .map((finding) => words.text(data.signs.find((sign) => sign.id === finding.sign).name));
  const scales = (keep) => keep.map((score) => words.text(data.scales.find((scale) => scale.id === score.scale).name));
  const low = found.scores.filter(isLow);
  const named = {
    raised: signs("raised"),
    low: scales(low.filter((score) => score.near === null)),
    thought: signs("thought"),
    border_low: scales(low.filter((score) => score.near !== null)),
    unknown_scales: scales(found.scores.filter((score) => score.pomp === null)),
    unknown: signs("unknown"),
  };
  const noneRaised = !named.raised.length && found.findings.some((finding) => finding.status !== "unknown");
  for (const key of reasonOrder(found.outcome)) {
    if (key === "none_raised") {
      if (noneRaised) reasons.push(words("report.outcome.none_raised"));
    } else if (named[key].length) {
      reasons.push(words(`report.outcome.${key}`, { names: named[key].map(words.quoted).join(", ") }));
    }
  }
  return { ...note, reasons };
};

const comparisonSentence = (data, found, words) => {
  if (found.scores.filter((score) => score.pomp !== null).length < 2) return words("report.comparison.unknown");
  const name = (id) => words.text(data.scales.find((scale) => scale.id === id).name);
  const { strongest, weakest } = found.comparison;
  if (strongest && weakest) return words("report.comparison.both", { strongest: name(strongest), weakest: name(weakest) });
  if (strongest) return words("report.comparison.strongest", { strongest: name(strongest) });
  if (weakest) return words("report.comparison.weakest", { weakest: name(weakest) });
  return words("report.comparison.none");
};

const qualityNote = (data, found, words) => {
  if (!found.scores.length) return { level: "fine", text: words("report.quality.unchecked"), details: [] };
  const raised = found.quality.signals.filter((signal) => signal.level === "soft" || signal.level === "strong");
  const level = !found.quality.interpretable ? "not_interpretable" : raised.length ? "note" : "fine";
  return { level, text: words(`report.quality.${level}`), details: raised.map((signal) => signalSentence(data, signal, words)) };
};

// `answered_in` is the language of the answers: a norm group of a form and language has its own errors.
const reportOf = (data, responses, words, answeredIn) => {
  const found = assess(data, responses, answeredIn);
  const shown = found.quality.interpretable;
  return {
    outcome: outcomeNote(data, found, words),
    quality: qualityNote(data, found, words),
    interpretable: shown,
    provisional: data.form.provisional && shown ? words("report.provisional") : null,
    scales: shown ? found.scores.map((score) => scaleRow(data, score, responses, words)) : [],
    cuts: [data.rules.zones.low_below, data.rules.zones.high_above],
    comparison: shown && found.scores.length ? comparisonSentence(data, found, words) : "",
    signs: shown ? found.findings.map((finding) => signRow(data, finding, words)) : [],
    tasks: shown ? found.tasks.map((task) => taskRow(data, task, words)) : [],
    notes: words.own.notes,
    precision: words.own.precision,
  };
};
