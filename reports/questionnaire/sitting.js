// One sitting: responses, position, time on screen, and its way into the browser's storage and back.

const isText = (value) => typeof value === "string";
const isWhole = (value) => Number.isInteger(value) && value >= 0;

const newSitting = (data) => ({
  id: hex(crypto.getRandomValues(new Uint8Array(16))),
  language: data.language,
  position: 0,
  responses: {},
  begun: false,
  finished: null, // when the result was made: UTC, ISO 8601
  noted: false, // the note on the answers was seen
  again: [], // positions to be answered once more
  consent: null,
  withdrawn: false, // a consent was given and taken back
  run_key: null,
  sealed: null,
});

// What was stored, if it makes sense here; null otherwise. Answers that do not fit their items are left out.
const sittingFrom = (data, text) => {
  let kept;
  try {
    kept = JSON.parse(text);
  } catch (error) {
    return null;
  }
  if (kept === null || typeof kept !== "object" || !isText(kept.id) || !/^[0-9a-f]{32}$/.test(kept.id)) return null;
  if (kept.responses === null || typeof kept.responses !== "object" || !isWhole(kept.position)) return null;
  const sitting = newSitting(data);
  for (const id of data.form.order) {
    const one = kept.responses[id];
    if (one === undefined || one === null) continue;
    const fits = one.answer === null || kindOf(data.items[id]).check(data.items[id], one.answer);
    if (fits) sitting.responses[id] = { answer: one.answer, ms: isWhole(one.ms) ? one.ms : null };
  }
  const { order } = data.form;
  return {
    ...sitting,
    ...kept,
    responses: sitting.responses,
    language: data.languages.includes(kept.language) ? kept.language : data.language,
    position: Math.min(kept.position, order.length),
    again: Array.isArray(kept.again) ? kept.again.filter((place) => isWhole(place) && place < order.length) : [],
  };
};

// The browser's storage under one key; `works` turns false when it is refused or full.
const openStore = (key) => {
  const store = {
    works: true,
    read: () => {
      try {
        return localStorage.getItem(key);
      } catch (error) {
        store.works = false;
        return null;
      }
    },
    write: (text, name = key) => {
      try {
        localStorage.setItem(name, text);
        store.works = true;
      } catch (error) {
        store.works = false;
      }
    },
    erase: (name = key) => {
      try {
        localStorage.removeItem(name);
      } catch (error) {
        store.works = false;
      }
    },
  };
  store.write("", `${key}:try`); // refused or full is said before the first answer, not after
  store.erase(`${key}:try`);
  return store;
};

const storeKey = (data, invite) =>
  ["suitability", data.version, invite === null ? "own" : invite.id, data.form.id, data.content.digest.slice(0, 16)].join(":");

// Time on screen in milliseconds; it stands still while the page cannot be seen.
const makeTimer = () => {
  let gathered = 0;
  let since = null;
  const now = () => performance.now();
  const pause = () => {
    if (since !== null) gathered += Math.max(0, now() - since);
    since = null;
  };
  const go = () => {
    if (since === null && !document.hidden) since = now();
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) pause();
    else if (timer.running) go();
  });
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", () => {
    if (timer.running) go();
  });
  const timer = {
    running: false,
    start: () => {
      gathered = 0;
      since = null;
      timer.running = true;
      go();
    },
    stop: () => {
      pause();
      timer.running = false;
      return Math.round(gathered);
    },
  };
  return timer;
};

// ---- what follows from a sitting ----

const answeredCount = (sitting) => Object.values(sitting.responses).filter((one) => one.answer !== null).length;
const skippedCount = (sitting) => Object.values(sitting.responses).filter((one) => one.answer === null).length;
const firstOpen = (data, sitting) => data.form.order.findIndex((id) => !(id in sitting.responses));

// The time of earlier visits is added, as in the terminal.
const withResponse = (sitting, id, answer, ms) => {
  const before = sitting.responses[id];
  const earlier = before !== undefined && before.ms !== null ? before.ms : 0;
  sitting.responses[id] = { answer, ms: earlier + ms };
  sitting.finished = null;
  sitting.sealed = null;
};

const secondsLeft = (data, sitting) => {
  const { kinds, prior } = data.pace;
  const { order } = data.form;
  const weight = (id) => kinds[data.items[id].kind] || 30;
  const scale = (data.form.minutes * 60) / Math.max(sum(order.map(weight)), 1);
  const done = Object.entries(sitting.responses).filter(([, one]) => one.ms !== null);
  const spent = sum(done.map(([, one]) => one.ms)) / 1000;
  const expected = sum(done.map(([id]) => weight(id) * scale));
  const pace = Math.min(2, Math.max(0.5, (spent + prior) / (expected + prior)));
  return sum(order.filter((id) => !(id in sitting.responses)).map((id) => weight(id) * scale * pace));
};

// Positions of statements answered faster than they can be read.
const fastPositions = (data, sitting) =>
  data.form.order
    .map((id, place) => [data.items[id], sitting.responses[id], place])
    .filter(([item, one]) => item.kind === "rating" && one !== undefined && one.answer !== null && one.ms !== null)
    .filter(([, one]) => one.ms < data.rules.quality.fast_ms)
    .map(([, , place]) => place);

const partTitle = (data, id, words) => {
  const part = data.form.parts.find((one) => one.items.includes(id));
  return part === undefined ? "" : words.text(part.title);
};
