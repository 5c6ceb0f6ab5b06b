// The answer fields of each way of answering. Each returns {nodes, answer, press, missing}: the elements, a
// function for the finished answer (undefined while something is missing), what a digit does, and the key of
// the sentence that says what is missing.

const radio = (name, value, checked, text, number, onchange) => {
  const id = newId("option");
  const input = el("input", { type: "radio", name, id, value, onchange });
  input.checked = checked;
  return {
    input,
    row: el("div", { class: "option" }, input, el("label", { for: id }, el("span", { class: "key", "aria-hidden": "true" }, String(number)), el("span", {}, text))),
  };
};

// One of several: rating, instructed, familiarity, condition, choice.
const oneOf = (values, texts, before, changed) => {
  let chosen = before;
  const name = newId("answer");
  const rows = values.map((value, place) =>
    radio(name, value, value === before, texts[place], place + 1, () => {
      chosen = value;
      changed();
    })
  );
  return {
    nodes: [el("div", { class: "options" }, rows.map((one) => one.row))],
    answer: () => chosen,
    missing: () => "one",
    press: (place) => {
      if (place >= values.length) return;
      chosen = values[place];
      rows[place].input.checked = true;
      rows[place].input.focus();
      changed();
    },
  };
};

// The most and the least useful of the replies: two radio buttons in each row, one group down each column.
const mostLeast = (item, before, words, changed) => {
  const chosen = before === undefined ? { most: null, least: null } : { ...before };
  const names = { most: newId("most"), least: newId("least") };
  const inputs = [];
  const mark = (which, place) => {
    const other = which === "most" ? "least" : "most";
    chosen[which] = item.replies[place].id;
    if (chosen[other] === chosen[which]) chosen[other] = null;
    show();
    changed();
  };
  const show = () =>
    inputs.forEach((pair, place) => {
      for (const which of ["most", "least"]) {
        pair[which].checked = chosen[which] === item.replies[place].id;
      }
    });
  const cell = (which, place) => {
    const id = newId(which);
    const input = el("input", { type: "radio", name: names[which], id, value: item.replies[place].id, onchange: () => mark(which, place) });
    inputs[place][which] = input;
    return el("span", { class: `mark ${which}` }, input, el("label", { for: id }, words(`questionnaire.item.${which}`)));
  };
  const rows = item.replies.map((reply, place) => {
    inputs.push({});
    const legend = el("legend", {}, el("span", { class: "key", "aria-hidden": "true" }, String(place + 1)), el("span", {}, words.text(reply.text)));
    return el("fieldset", { class: "reply" }, legend, el("div", { class: "marks" }, cell("most", place), cell("least", place)));
  });
  show();
  return {
    nodes: rows,
    answer: () => (chosen.most === null || chosen.least === null ? undefined : { ...chosen }),
    draft: () => ({ ...chosen }),
    missing: () => (chosen.most === null ? "most" : "least"),
    // As in the terminal: the first digit is the most useful, the second the least; again takes it back.
    press: (place) => {
      if (place >= item.replies.length) return;
      const { id } = item.replies[place];
      if (chosen.most === id || chosen.least === id) {
        chosen[chosen.most === id ? "most" : "least"] = null;
        show();
        changed();
      } else {
        const which = chosen.most === null ? "most" : "least";
        mark(which, place);
        inputs[place][which].focus();
      }
    },
  };
};

// Steps in order: pressing gives a step the next number, pressing again takes it back; the last one follows.
const inOrder = (item, before, words, changed, say) => {
  let picked = before === undefined ? [] : before.map((id) => item.steps.findIndex((step) => step.id === id));
  const order = el("p", { class: "your-order" });
  const rows = item.steps.map((step, place) => {
    const text = words.text(step.text);
    const badge = el("span", { class: "badge", "aria-hidden": "true" });
    const state = el("span", { class: "hidden" });
    const press = el("button", { type: "button", class: "step", onclick: () => toggle(place), onkeydown: (event) => settle(event, place) }, badge, el("span", {}, el("span", { class: "key", "aria-hidden": "true" }, String(place + 1)), text, " "), state);
    const shift = (by, key, sign) =>
      button(sign, () => move(place, by), "shift", { "aria-label": words(`questionnaire.item.${key}`, { step: text }), title: words(`questionnaire.item.${key}`, { step: text }) });
    return { press, badge, state, up: shift(-1, "earlier", "↑"), down: shift(1, "later", "↓") };
  });
  const show = () => {
    rows.forEach((row, place) => {
      const number = picked.indexOf(place) + 1;
      row.badge.textContent = number ? String(number) : "";
      row.state.textContent = number ? words("questionnaire.item.step", { number }) : words("questionnaire.item.no_place");
      row.press.setAttribute("aria-pressed", String(number > 0));
      row.up.disabled = number < 2;
      row.down.disabled = !number || number === picked.length;
    });
    const full = picked.length === item.steps.length;
    order.textContent = full ? words("questionnaire.item.your_order", { order: picked.map((place) => place + 1).join(" → ") }) : "";
  };
  let followed = null; // who goes on and presses the step that followed by itself means to place it
  const toggle = (place) => {
    if (place === followed) {
      followed = null;
      return;
    }
    followed = null;
    if (picked.includes(place)) {
      picked = picked.filter((one) => one !== place);
    } else {
      picked.push(place);
      const left = item.steps.map((step, one) => one).filter((one) => !picked.includes(one));
      if (left.length === 1) {
        picked.push(left[0]);
        followed = left[0];
        say(words("questionnaire.item.moved"));
      }
    }
    show();
    changed();
  };
  const settle = (event, place) => { // Enter on the step that has just followed by itself places it, and does not go on
    if (event.key !== "Enter" || place !== followed) return;
    event.preventDefault();
    event.stopPropagation();
    followed = null;
  };
  const move = (place, by) => {
    const here = picked.indexOf(place);
    const there = here + by;
    if (here < 0 || there < 0 || there >= picked.length) return;
    [picked[here], picked[there]] = [picked[there], picked[here]];
    show();
    changed();
    say(words("questionnaire.item.step", { number: there + 1 }));
  };
  show();
  return {
    nodes: [el("ul", { class: "steps" }, rows.map((row) => el("li", {}, row.press, el("span", { class: "shifts" }, row.up, row.down)))), order],
    answer: () => (picked.length < item.steps.length ? undefined : picked.map((place) => item.steps[place].id)),
    draft: () => picked.map((place) => item.steps[place].id),
    missing: () => "order",
    press: (place) => {
      if (place >= item.steps.length) return;
      toggle(place);
      rows[place].press.focus();
    },
  };
};

// `before` is an answer or an unfinished draft of one, undefined for none.
const answerFields = (data, item, before, words, changed, say) => {
  if (item.kind === "situation") return mostLeast(item, before, words, changed);
  if (item.kind === "sequence") return inOrder(item, before, words, changed, say);
  const texts = optionTexts(data, item, words);
  const values = item.kind === "choice" ? item.replies.map((reply) => reply.id) : texts.map((text, place) => place + 1);
  return oneOf(values, texts, before, changed);
};

const askKey = (item) => (CODED.includes(item.kind) ? item.format : item.kind);
