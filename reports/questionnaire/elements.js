// Elements made by hand: texts become text nodes and never markup.

const SVG = "http://www.w3.org/2000/svg";

const filled = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
};

const el = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) => filled(document.createElementNS(SVG, name), attributes, children);

let ids = 0;
const newId = (start) => `${start}-${(ids += 1)}`;

const button = (text, onclick, kind = "", more = {}) =>
  el("button", { type: "button", class: kind || null, onclick, ...more }, text);

// The one heading of a screen; the focus goes there when the screen changes.
const heading = (text, more = {}) => el("h1", { tabindex: "-1", class: "heading", ...more }, text);

const paragraphs = (text, more = {}) => text.split(/\n\s*\n/).map((part) => el("p", more, part.trim()));
const list = (name, texts) => (texts.length ? el(name, {}, texts.map((text) => el("li", {}, text))) : null);

const facts = (rows) =>
  el("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));

// A question that needs a second press, asked in place.
const twoSteps = (ask, sure, yes, no, act) => {
  const box = el("div", { class: "two-steps" });
  const first = () => {
    const opener = button(ask, second, "quiet");
    box.replaceChildren(opener);
    return opener;
  };
  const second = () => {
    const id = newId("sure");
    const confirm = button(yes, act, "danger", { "aria-describedby": id });
    box.replaceChildren(el("p", { id }, sure), el("div", { class: "actions" }, confirm, button(no, () => first().focus())));
    confirm.focus();
  };
  first();
  return box;
};

const saveFile = (name, text, type) => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

const copied = async (text, field) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    field.focus();
    field.select();
    try {
      return document.execCommand("copy");
    } catch (refused) {
      return false;
    }
  }
};
