// From answers to everything that is said about them: a port of suitability/domain (scoring, familiarity,
// signs, quality, assessment), driven by the same rules and standard errors. Tests hold the two together.
// `responses` maps an item's id to {answer, ms}; a skipped item has the answer null.

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers) => sum(numbers) / numbers.length;
const nineDecimals = (number) => Number(number.toFixed(9));
const given = (responses, id) => id in responses && responses[id].answer !== null;
const neededOf = (share, total) => Math.ceil(share * total - 1e-9);

// ---- scales ----

const zoneOf = (pomp, zones) => (pomp < zones.low_below ? "low" : pomp > zones.high_above ? "high" : "middle");

const borderOf = (pomp, sem, zones) => {
  const zone = zoneOf(pomp, zones);
  const toLow = Math.abs(pomp - zones.low_below);
  const toHigh = Math.abs(pomp - zones.high_above);
  if (Math.min(toLow, toHigh) > zones.border_sems * sem) return null;
  if (toLow <= toHigh) return zone === "low" ? "middle" : "low";
  return zone === "high" ? "middle" : "high";
};

const ratingItems = (data, scale) =>
  data.form.order.map((id) => data.items[id]).filter((item) => item.kind === "rating" && item.scale === scale);

const scoreScale = (data, scale, responses, language) => {
  const { rules } = data;
  const items = ratingItems(data, scale);
  const values = items.filter((item) => given(responses, item.id)).map((item) => keyed(item, responses[item.id].answer));
  const known = data.standard_errors[language][scale][String(values.length)];
  const score = { scale, answered: values.length, total: items.length };
  const none = { pomp: null, sem: null, low: null, high: null, zone: null, near: null };
  if (!values.length || values.length < neededOf(rules.answered.scale, items.length) || known === undefined) {
    return { ...score, ...none };
  }
  const pomp = (100 * sum(values)) / values.length;
  return {
    ...score,
    pomp,
    sem: known,
    low: Math.max(0, pomp - rules.band_z * known),
    high: Math.min(100, pomp + rules.band_z * known),
    zone: zoneOf(pomp, rules.zones),
    near: borderOf(pomp, known, rules.zones),
  };
};

const compareScales = (scores, z) => {
  const known = scores.filter((score) => score.pomp !== null).sort((a, b) => a.pomp - b.pomp);
  const none = { strongest: null, weakest: null };
  if (known.length < 2) return none;
  const lowest = known[0];
  const highest = known[known.length - 1];
  if (Math.abs(highest.pomp - lowest.pomp) < z * Math.hypot(lowest.sem, highest.sem)) return none;
  return {
    strongest: known[known.length - 2].pomp !== highest.pomp ? highest.scale : null,
    weakest: known[1].pomp !== lowest.pomp ? lowest.scale : null,
  };
};

// ---- real and invented terms ----

// The normal quantile: algorithm AS 241 (Wichura 1988), the one that Python's statistics module uses.
const normalQuantile = (p) => {
  const ratio = (x, top, bottom) => {
    const horner = (coefficients) => coefficients.reduce((total, one) => total * x + one, 0);
    return horner(top) / horner(bottom);
  };
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    return q * ratio(0.180625 - q * q,
      [2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608],
      [5.226495278852854561e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1]);
  }
  const r = Math.sqrt(-Math.log(q <= 0 ? p : 1 - p));
  const x = r <= 5
    ? ratio(r - 1.6,
      [7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
      [1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
        6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1])
    : ratio(r - 5,
      [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
        2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
      [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1]);
  return q < 0 ? -x : x;
};

const dPrime = (hits, real, falseAlarms, invented) => {
  const share = real / (real + invented);
  const hitRate = (hits + share) / (real + 2 * share);
  const falseRate = (falseAlarms + 1 - share) / (invented + 2 * (1 - share));
  return normalQuantile(hitRate) - normalQuantile(falseRate);
};

const familiarityOf = (items, responses, answered) => {
  const terms = items.filter((item) => item.kind === "familiarity");
  const claims = (sort) =>
    terms.filter((item) => item.real === sort && given(responses, item.id)).map((item) => (responses[item.id].answer - 1) / 2);
  for (const sort of [true, false]) {
    const asked = terms.filter((item) => item.real === sort).length;
    const found = claims(sort).length;
    if (!found || found < answered * asked - 1e-9) return null;
  }
  const [known, claimed] = [claims(true), claims(false)];
  const [real, invented] = [known.length, claimed.length];
  const reached = dPrime(sum(known), real, sum(claimed), invented);
  const value = nineDecimals(Math.min(1, Math.max(0, reached / dPrime(real, real, 0, invented))));
  return { real, invented, hits: sum(known) / real, false_alarms: sum(claimed) / invented, discrimination: reached, value };
};

// ---- signs ----

const statusOf = (index, rule, provisional) => {
  if (index < (provisional ? rule.provisional_raised_below : rule.raised_below)) return "raised";
  return index > rule.clear_above ? "clear" : "thought";
};

// The one other answer that would have put a score into another zone: suitability/domain/zone_pivot.py.
const zonePivotOf = (data, score, responses) => {
  const answered = ratingItems(data, score.scale)
    .filter((item) => given(responses, item.id))
    .map((item) => ({ item, answer: responses[item.id].answer, value: keyed(item, responses[item.id].answer) }))
    .sort((a, b) => a.value - b.value || (a.item.id < b.item.id ? -1 : 1));
  const total = sum(answered.map((one) => one.value));
  let best = null;
  for (const one of answered) {
    for (const value of kindOf(one.item).values(one.item)) {
      const zone = zoneOf((100 * (total - one.value + value)) / answered.length, data.rules.zones);
      const change = Math.abs(value - one.value);
      if (zone !== score.zone && (best === null || change < best.change)) best = { change, one, value, zone };
    }
  }
  if (best === null) return null;
  const { item, answer } = best.one;
  return { item: item.id, answer: kindOf(item).withValue(item, best.value, answer), zone: best.zone };
};

const indexOf = (values) => nineDecimals(mean(values));

const pivotOf = (data, evidence, status, derived, provisional) => {
  let best = null;
  const values = evidence.map((one) => one.value);
  evidence.forEach((one, place) => {
    const item = data.items[one.item];
    for (const value of kindOf(item).values(item)) {
      const others = [...values.slice(0, place), value, ...values.slice(place + 1), ...derived];
      const changed = statusOf(indexOf(others), data.rules.signs, provisional);
      const change = nineDecimals(Math.abs(value - one.value));
      if (changed !== status && (best === null || change < best.change)) best = { change, one, value, status: changed };
    }
  });
  if (best === null) return null;
  const item = data.items[best.one.item];
  return { item: item.id, answer: kindOf(item).withValue(item, best.value, best.one.answer), status: best.status };
};

const findSign = (data, sign, responses) => {
  const { rules } = data;
  const everything = data.form.order
    .map((id) => data.items[id])
    .filter((item) => item.sign === sign.id && sign.measured_by.includes(item.kind));
  const items = everything.filter((item) => item.kind !== "familiarity");
  const terms = familiarityOf(everything, responses, rules.answered.sign);
  const evidence = items
    .filter((item) => given(responses, item.id))
    .map((item) => ({ item: item.id, answer: responses[item.id].answer, value: keyed(item, responses[item.id].answer) }))
    .sort((a, b) => a.value - b.value || (a.item < b.item ? -1 : 1));
  const total = items.length + (items.length < everything.length);
  const answered = evidence.length + (terms !== null);
  const provisional = total < rules.signs.provisional_below_items;
  const found = { sign: sign.id, answered, total, provisional, evidence, terms };
  if (!evidence.length || answered < neededOf(rules.answered.sign, total)) {
    return { ...found, status: "unknown", index: null, pivot: null };
  }
  const derived = terms === null ? [] : [terms.value];
  const index = indexOf([...evidence.map((one) => one.value), ...derived]);
  const status = statusOf(index, rules.signs, provisional);
  return { ...found, status, index, pivot: pivotOf(data, evidence, status, derived, provisional) };
};

// ---- response quality ----

const longestRun = (codes) => {
  let longest = 0;
  let run = 0;
  codes.forEach((code, place) => {
    run = place && code === codes[place - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
};

const answerSd = (codes) => {
  const n = codes.length;
  const squares = sum(codes.map((code) => code * code));
  return Math.sqrt((n * squares - sum(codes) ** 2) / (n * (n - 1)));
};

const levelOf = (value, rule, lowIsBad) => {
  if (value === null) return "unknown";
  const sign = lowIsBad ? -1 : 1;
  if (rule.strong !== null && sign * value >= sign * rule.strong) return "strong";
  return rule.soft !== null && sign * value >= sign * rule.soft ? "soft" : "none";
};

const assessQuality = (data, responses) => {
  const rules = data.rules.quality;
  const items = data.form.order.map((id) => data.items[id]);
  const answered = items.filter((item) => given(responses, item.id)).map((item) => [item, responses[item.id]]);
  const rated = answered.filter(([item]) => item.kind === "rating").map(([, response]) => response);
  const codes = rated.map((response) => response.answer);
  const times = rated.map((response) => response.ms).filter((ms) => ms !== null && ms !== undefined);
  const outcomes = answered.filter(([item]) => item.kind === "instructed").map(([item, response]) => keyed(item, response.answer));
  const enough = codes.length >= rules.min_answers;
  const average = enough ? mean(codes) : null;
  const signals = [];
  const add = (index, value, rule, lowIsBad = false) => signals.push({ index, value, level: levelOf(value, rule, lowIsBad) });
  const fast = times.length >= rules.min_answers ? times.filter((ms) => ms < rules.fast_ms).length / times.length : null;
  add("fast_share", fast, rules.fast_share);
  add("instructed_failed", outcomes.length ? outcomes.filter((one) => one === 0).length : null, rules.instructed_failed);
  add("longest_run", enough ? longestRun(codes) : null, rules.longest_run);
  add("answer_sd", enough ? answerSd(codes) : null, rules.answer_sd, true);
  add("yes_saying", average, rules.yes_saying);
  add("no_saying", average, rules.no_saying, true);
  if (items.some((item) => item.kind === "familiarity")) {
    const found = familiarityOf(items, responses, data.rules.answered.sign);
    add("overclaiming", found === null ? null : found.false_alarms, rules.overclaiming || { soft: null, strong: null });
  }
  const count = (level) => signals.filter((signal) => signal.level === level).length;
  const interpretable = count("strong") < rules.not_interpretable_strong && count("soft") < rules.not_interpretable_soft;
  return { signals, interpretable };
};

// ---- the whole ----

const chooseOutcome = (table, scores, findings, quality) => {
  const known = scores.filter((score) => score.pomp !== null).length;
  const low = scores.filter((score) => score.zone === "low" && score.near === null).length;
  const count = (status) => findings.filter((finding) => finding.status === status).length;
  const strong = (below) => findings.filter((one) => one.status === "raised" && one.index < below).length;
  const from = (cut, number) => cut !== null && number >= cut;
  return table.find((row) =>
    row.otherwise ||
    (row.nothing_measured && !scores.length && !findings.length) ||
    (row.signs_strong !== null && strong(row.signs_strong.below) >= row.signs_strong.at_least) ||
    (row.not_interpretable && !quality.interpretable) ||
    (row.scales_known_below !== null && known < row.scales_known_below) ||
    from(row.signs_raised_from, count("raised")) ||
    from(row.zones_low_from, low) ||
    from(row.signs_thought_from, count("thought"))
  );
};

const TASKS = ["situation", "sequence", "choice"];

const assess = (data, responses, language) => {
  const items = data.form.order.map((id) => data.items[id]);
  const answered = items.filter((item) => given(responses, item.id));
  const scores = data.scales.map((scale) => scoreScale(data, scale.id, responses, language)).filter((one) => one.total);
  const findings = data.signs.map((sign) => findSign(data, sign, responses)).filter((one) => one.total);
  const quality = assessQuality(data, responses);
  const answerOf = (item) => responses[item.id].answer;
  return {
    scores,
    comparison: compareScales(scores, data.rules.band_z),
    findings,
    tasks: answered
      .filter((item) => TASKS.includes(item.kind))
      .map((item) => ({ item: item.id, answer: answerOf(item), value: keyed(item, answerOf(item)) })),
    quality,
    outcome: chooseOutcome(data.rules.outcomes, scores, findings, quality),
    terms: familiarityOf(items, responses, data.rules.answered.sign),
    conditions: answered.filter((item) => item.kind === "condition").map((item) => ({ item: item.id, mark: answerOf(item) })),
  };
};
