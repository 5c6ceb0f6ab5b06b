// The words of one language: looked up by key, values put in, plural form chosen; quotation marks, rounding.

const makeWords = (data, language) => {
  const own = data.by_language[language];
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const entry = (key) => {
    if (!(key in own.words)) throw new Error(`words: ${key}`);
    return own.words[key];
  };
  const words = (key, values = {}) => {
    let text = entry(key);
    if (typeof text !== "string") text = text[plural.select(values.n)] || text.other;
    return text.replace(/\{([a-z][a-z0-9_]*)\}/g, (whole, name) => {
      if (!(name in values)) throw new Error(`words: ${key} {${name}}`);
      return String(values[name]);
    });
  };
  words.language = language;
  words.own = own;
  words.text = (texts) => texts[language];
  words.number = (value) => numbers.format(value);
  words.quoted = (text) => own.quotes[0] + text + own.quotes[1];
  words.nested = (text) =>
    own.quotes.reduce((inside, mark, place) => inside.split(mark).join(own.inner_quotes[place]), text);
  words.day = (moment) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric" })
      .format(moment)
      .replace(/\sг\.$/, ""); // sentences put their own full stop
  return words;
};

// Halves go to the even neighbour, as in the program's own reports.
const rounded = (value) => {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
};

const withoutDot = (text) => text.replace(/\.+$/, "");
