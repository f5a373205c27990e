// Search of a site's first page: all that is typed must be found; number, whole phrase, then words.
(() => {
  "use strict";
  const SHOWN = 100;
  const at = id => document.getElementById(id);
  const [form, query, status, results, found, latest] =
    ["search", "query", "status", "results", "found", "latest"].map(at);

  // The words of the country stand beside the field, with {places}; alike: what is typed for what.
  const { none, found: few, first: many, number = "", to = "", locale = "en-US", alike = "{}" } = query.dataset;
  const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(locale));
  const named = (words, name, text) => words.includes("{") ? say(words, { [name]: text }) : words ? words + ": " + text : text;
  const same = Object.entries(JSON.parse(alike));

  // Digits of any script are as ours, all white space is as none, and capitals do not count.
  const isDigit = code => /\p{Nd}/u.test(String.fromCodePoint(code));
  const value = digit => {
    let zero = digit.codePointAt(0);
    for (let more = 9; more && isDigit(zero - 1); more--) zero--;
    return digit.codePointAt(0) - zero;
  };
  const latin = text => text.normalize("NFKC").replace(/\p{Nd}/gu, value);
  const plain = text => same.reduce((left, [typed, meant]) => left.replaceAll(typed, meant), latin(text).toLowerCase())
    .replace(/[\s\u200b\u2060]+/g, "");
  const shortYear = date => date.replace(/\d\d(\d\d)$/, "$1");
  const typedDate = text => text.replace(/(^|\s)0?(\d{1,2})[-\/.]0?(\d{1,2})[-\/.](\d{4}|\d{2})(?=\s|$)/g, "$1$2/$3/$4");

  let circulars = null;
  const read = () => {
    const index = JSON.parse(at("index").textContent);
    const days = {};
    for (const [iso, names] of Object.entries(index.dates)) {
      const dates = names.map(plain);
      days[iso] = [iso, ...dates, ...dates.map(shortYear)].join("\n");
    }
    const recipients = index.recipients.map(plain);
    return index.rows.map(([path, number, iso, subject, to]) => ({
      path, number, iso, subject, date: index.dates[iso][0], to: index.recipients[to],
      text: [plain(number), plain(subject), days[iso], recipients[to]].join("\n"),
    }));
  };

  // 2 where the part stands as a whole number or word, 1 where something longer begins with it.
  // A number is found from its beginning only: 9 does not find 19.
  const match = (text, part) => {
    let best = 0;
    for (let from = text.indexOf(part); from >= 0; from = text.indexOf(part, from + 1)) {
      if (/^\d/.test(part) && /\d/.test(text[from - 1] || "")) continue;
      if (!/\d$/.test(part) || !/\d/.test(text[from + part.length] || "")) return 2;
      best = 1;
    }
    return best;
  };

  const search = typed => {
    const words = typedDate(latin(typed)).split(/\s+/).map(plain).filter(Boolean);
    const phrase = words.join("");
    const ranked = [[], [], []];
    for (const each of circulars) {
      const whole = match(each.text, phrase);
      if (whole || words.every(word => match(each.text, word))) ranked[2 - whole].push(each);
    }
    return ranked.flat();
  };

  const element = (name, kind, ...inside) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside);
    return made;
  };
  const item = each => {
    const link = element("a", "", each.subject);
    link.href = each.path;
    const time = element("time", "", each.date);
    time.dateTime = each.iso;
    const facts = element("p", "facts", element("span", "number", named(number, "number", each.number)), " ", time);
    const whom = each.to ? [element("p", "to", named(to, "to", each.to))] : [];
    return element("li", "circular", facts, element("p", "subject", link), ...whom);
  };

  const show = () => {
    const typed = query.value.trim();
    results.hidden = !typed;
    if (latest) latest.hidden = Boolean(typed);
    status.textContent = "";
    found.replaceChildren();
    if (!typed) return;
    circulars ??= read();
    const all = search(typed);
    found.append(...all.slice(0, SHOWN).map(item));
    status.textContent = !all.length ? none : say(all.length > SHOWN ? many : few, { count: all.length, shown: SHOWN });
  };
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  query.addEventListener("input", show);
  show();
})();
