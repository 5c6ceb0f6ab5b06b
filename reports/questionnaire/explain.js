// From answers to sentences: a port of suitability/services/explain.py with the same words.

const directionOf = (data, value) => {
  if (value < data.reading.for_below) return "for";
  return value > data.reading.against_above ? "against" : "between";
};

const CODED = ["rating", "instructed", "familiarity", "condition"];

const optionTexts = (data, item, words) => {
  if (CODED.includes(item.kind)) return data.formats[item.format].map(words.text);
  return (item.replies || item.steps).map((one) => words.text(one.text));
};

const answerText = (data, item, answer, words) => {
  if (CODED.includes(item.kind)) return optionTexts(data, item, words)[answer - 1];
  const reply = (id) => words.text(item.replies.find((one) => one.id === id).text);
  if (item.kind === "choice") return reply(answer);
  if (item.kind === "situation") return words("report.evidence.pair", { most: reply(answer.most), least: reply(answer.least) });
  return words("report.evidence.order", { right: keptPairs(item, answer), total: item.before.length });
};

const evidenceSentence = (data, one, words, key) => {
  const item = data.items[one.item];
  const question = words.nested(withoutDot(words.text(item.text)));
  if (item.kind === "sequence") {
    return words(`report.evidence.order_${key}`, { question, right: keptPairs(item, one.answer), total: item.before.length });
  }
  const answer = withoutDot(words.nested(answerText(data, item, one.answer, words)));
  return words(`report.evidence.${key}`, { question, answer });
};

const signEvidence = (data, finding, words) => {
  const rows = finding.evidence.map((one) => ({
    value: one.value,
    sentence: evidenceSentence(data, one, words, directionOf(data, one.value)),
  }));
  if (finding.terms !== null) {
    const { value, hits, false_alarms: claimed } = finding.terms;
    const shares = { hits: rounded(100 * hits), claimed: rounded(100 * claimed) };
    rows.push({ value, sentence: words(`report.terms.${directionOf(data, value)}`, shares) });
  }
  return rows.sort((a, b) => a.value - b.value).map((row) => row.sentence);
};

const scaleEvidence = (data, scale, responses, words) => {
  const names = { for: "lowers", against: "raises", between: "neutral" };
  return ratingItems(data, scale)
    .filter((item) => given(responses, item.id))
    .map((item) => ({ item: item.id, answer: responses[item.id].answer, value: keyed(item, responses[item.id].answer) }))
    .sort((a, b) => Math.abs(b.value - 0.5) - Math.abs(a.value - 0.5) || (a.item < b.item ? -1 : 1))
    .slice(0, data.reading.scale_evidence)
    .map((one) => evidenceSentence(data, one, words, names[directionOf(data, one.value)]));
};

const pivotSentence = (data, pivot, words) => {
  if (pivot === null) return words("report.sign.no_pivot");
  const item = data.items[pivot.item];
  const question = words.nested(withoutDot(words.text(item.text)));
  const status = words(`report.status.${pivot.status}`);
  if (item.kind === "sequence") return words("report.sign.pivot_order", { question, status });
  const answer = withoutDot(words.nested(answerText(data, item, pivot.answer, words)));
  return words("report.sign.pivot", { question, answer, status });
};

const zonePivotSentence = (data, pivot, words) => {
  if (pivot === null) return words("report.scale.no_pivot");
  const item = data.items[pivot.item];
  const question = words.nested(withoutDot(words.text(item.text)));
  const answer = withoutDot(words.nested(answerText(data, item, pivot.answer, words)));
  return words("report.scale.pivot", { question, answer, zone: words(`report.zones.${pivot.zone}`) });
};

const conditionLines = (data, marked, words) => {
  const asked = data.form.order.map((id) => data.items[id]).filter((item) => item.kind === "condition");
  if (!asked.length) return [];
  if (!marked.length) return [words("report.conditions.nothing")];
  const [no, bearable, fine] = optionTexts(data, asked[0], words);
  const lines = [];
  for (const [mark, label] of [[1, no], [2, bearable]]) {
    for (const one of marked.filter((other) => other.mark === mark)) {
      lines.push(words("report.conditions.marked", { answer: label, condition: words.text(data.items[one.item].text) }));
    }
  }
  if (marked.every((one) => one.mark !== 1)) lines.unshift(words("report.conditions.none_refused", { answer: no }));
  const agreed = marked.filter((one) => one.mark === 3).length;
  lines.push(words("report.conditions.count", { answer: fine, n: agreed, total: asked.length }));
  if (marked.length < asked.length) lines.push(words("report.conditions.open", { n: asked.length - marked.length }));
  return lines;
};

const signalSentence = (data, signal, words) =>
  words(`report.quality.${signal.index}`, {
    percent: rounded(100 * signal.value),
    seconds: words.number(data.rules.quality.fast_ms / 1000),
    n: rounded(signal.value),
  });

const firstFrom = (cuts, value, otherwise) => (cuts.find(([cut]) => value >= cut) || [0, otherwise])[1];

const taskRow = (data, task, words) => {
  const item = data.items[task.item];
  const question = words.text(item.text);
  if (item.kind === "sequence") {
    const place = (step) => task.answer.indexOf(step.id) + 1;
    const [right, total] = [keptPairs(item, task.answer), item.before.length];
    return {
      question,
      replies: [...item.steps]
        .sort((a, b) => place(a) - place(b))
        .map((step) => ({ text: words.text(step.text), chosen: words("report.tasks.place", { place: place(step) }), verdict: "", why: "" })),
      summary: words(`report.tasks.order_${right === total ? "full" : "partly"}`, { right, total }),
      explanation: words.text(item.why),
    };
  }
  const chosen = (id) => {
    if (id === task.answer.most) return words("report.tasks.most");
    if (id === task.answer.least) return words("report.tasks.least");
    return id === task.answer ? words("report.tasks.chosen") : "";
  };
  return {
    question,
    replies: [...item.replies]
      .sort((a, b) => b.value - a.value)
      .map((reply) => ({
        text: words.text(reply.text),
        chosen: chosen(reply.id),
        verdict: words(`report.tasks.verdict_${firstFrom(data.reading.verdicts, reply.value, "harm")}`),
        why: words.text(reply.why),
      })),
    summary: words(`report.tasks.summary_${firstFrom(data.reading.summaries, task.value, "apart")}`),
    explanation: null,
  };
};
