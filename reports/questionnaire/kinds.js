// Item kinds: checks an answer, keys it to 0-1, and finds the answer for a keyed value.
// A port of suitability/domain/kinds.py and three_point.py; answers look as they do in result files:
// a whole number, a reply's id, a list of step ids, or {most, least}.

const steps = (points) => Array.from({ length: points }, (_, step) => step / (points - 1));

const coded = (points, mirrored) => ({
  check: (item, answer) => Number.isInteger(answer) && answer >= 1 && answer <= points,
  key: (item, answer) => {
    const share = (answer - 1) / (points - 1);
    return mirrored(item) ? 1 - share : share;
  },
  values: () => steps(points),
  withValue: (item, value) => 1 + steps(points).indexOf(mirrored(item) ? 1 - value : value),
});

const ascending = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

const choice = {
  check: (item, answer) => item.replies.some((reply) => reply.id === answer),
  key: (item, answer) => item.replies.find((reply) => reply.id === answer).value,
  values: (item) => ascending(item.replies.map((reply) => reply.value)),
  withValue: (item, value, near) => {
    const fits = item.replies.filter((reply) => reply.value === value).map((reply) => reply.id);
    return fits.includes(near) ? near : fits[0];
  },
};

const pairsOf = (item) =>
  item.replies.flatMap((most) =>
    item.replies.filter((least) => least !== most).map((least) => ({ most: most.id, least: least.id }))
  );

const situation = {
  check: (item, answer) => {
    const known = item.replies.map((reply) => reply.id);
    return (
      answer !== null && typeof answer === "object" && answer.most !== answer.least &&
      known.includes(answer.most) && known.includes(answer.least)
    );
  },
  key: (item, answer) => {
    const value = (id) => item.replies.find((reply) => reply.id === id).value;
    const all = item.replies.map((reply) => reply.value);
    const spread = Math.max(...all) - Math.min(...all);
    return ((value(answer.most) - value(answer.least)) / spread + 1) / 2;
  },
  values: (item) => ascending(pairsOf(item).map((pair) => situation.key(item, pair))),
  withValue: (item, value, near) => {
    const kept = (pair) => (pair.most === near.most) + (pair.least === near.least);
    const fits = pairsOf(item).filter((pair) => situation.key(item, pair) === value);
    return fits.reduce((best, pair) => (kept(pair) > kept(best) ? pair : best));
  },
};

const permutations = (list) =>
  list.length < 2
    ? [list]
    : list.flatMap((first, place) =>
        permutations([...list.slice(0, place), ...list.slice(place + 1)]).map((rest) => [first, ...rest])
      );

const keptPairs = (item, order) =>
  item.before.filter(([earlier, later]) => order.indexOf(earlier) < order.indexOf(later)).length;

const sequence = {
  check: (item, answer) =>
    Array.isArray(answer) && [...answer].sort().join() === item.steps.map((step) => step.id).sort().join(),
  key: (item, answer) => keptPairs(item, answer) / item.before.length,
  orders: (item) => {
    if (!sequence.known.has(item.id)) {
      sequence.known.set(item.id, permutations(item.steps.map((step) => step.id).sort()));
    }
    return sequence.known.get(item.id);
  },
  known: new Map(),
  values: (item) => ascending(sequence.orders(item).map((order) => sequence.key(item, order))),
  withValue: (item, value, near) => {
    const moved = (order) => order.filter((step, place) => step !== near[place]).length;
    const fits = sequence.orders(item).filter((order) => sequence.key(item, order) === value);
    return fits.reduce((best, order) => (moved(order) < moved(best) ? order : best));
  },
};

const instructed = {
  ...coded(5, () => false),
  key: (item, answer) => (answer === item.expected ? 1 : 0),
};

const KINDS = {
  rating: coded(5, (item) => item.keying === "-"),
  situation,
  sequence,
  choice,
  instructed,
  familiarity: coded(3, (item) => !item.real),
  condition: coded(3, () => false),
};

const kindOf = (item) => KINDS[item.kind];
const keyed = (item, answer) => kindOf(item).key(item, answer);
