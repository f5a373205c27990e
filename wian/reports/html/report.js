// The report's table of offices, sorted, searched and paged, and saving the data of figures.
"use strict";
(async () => {
  const plain = async (found) => {
    if (typeof found === "string") return found;
    const packed = Uint8Array.from(atob(found.gzip), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  const { offices: held, csv } = JSON.parse(document.getElementById("data").textContent);
  const offices = held.gzip ? JSON.parse(await plain(held)) : held;
  for (const shared of ["level", "province", "so_far"]) {
    const { texts, at } = offices[shared];
    offices[shared] = at.map((place) => texts[place]);
  }
  const PAGE = 40;
  const table = document.getElementById("table");
  // The columns after the name, each with its heading's first words: those of the offices' language.
  const SHOWN = [...table.tHead.querySelectorAll("button")].slice(1)
    .map((button) => [button.dataset.key, button.firstChild.textContent.trim()]);
  const body = table.tBodies[0];
  const find = document.getElementById("find");
  const where = document.getElementById("where");
  const back = document.getElementById("back");
  const on = document.getElementById("on");
  const alphabet = new Intl.Collator(document.documentElement.lang);
  const name = (row) => offices.name[row] || offices.office[row];
  const words = offices.office.map((id, row) =>
    [id, offices.name[row], offices.name_en[row], offices.province[row]].join(" ").toLowerCase());
  let key = "office_days", falling = true, page = 0, rows = [];

  const value = (row) => key === "name" ? name(row) : offices[key][row];
  const order = (a, b) => {
    const x = value(a), y = value(b);
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    const found = typeof x === "string" ? alphabet.compare(x, y) : x - y;
    return (falling ? -found : found) || a - b;
  };
  const shown = (column, found) => {
    if (found === null) return "–";
    if (typeof found !== "number") return found;
    const size = Math.abs(found);
    const few = size === 0 || size >= 0.05 ? 1 : size >= 0.005 ? 2 : size >= 0.00005 ? 4 : 6;
    const places = column.endsWith("_days") ? few : 0;
    const english = found.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
    return english.replace(/[.,]/g, (sign) => sign === "." ? table.dataset.decimal : table.dataset.thousands);
  };
  const cell = (row, [column, label]) => {
    const made = document.createElement("td");
    made.dataset.label = label;
    if (column !== "level" && column !== "province") made.className = "number";
    const soFar = offices.so_far[row].split(" ").includes(column);
    made.textContent = `${soFar ? "≥ " : ""}${shown(column, offices[column][row])}`;
    return made;
  };
  const line = (row) => {
    const made = document.createElement("tr"), head = document.createElement("th");
    head.scope = "row";
    head.append(name(row));
    if (offices.name_en[row]) {
      const english = document.createElement("span");
      english.className = "en";
      english.lang = "en";
      english.textContent = offices.name_en[row];
      head.append(" ", english);
    }
    made.append(head, ...SHOWN.map((column) => cell(row, column)));
    return made;
  };
  const show = () => {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...rows.slice(page * PAGE, (page + 1) * PAGE).map(line));
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
    where.textContent = `${page + 1} / ${pages}`;
  };
  const choose = () => {
    const wanted = find.value.trim().toLowerCase().split(/\s+/);
    rows = words.map((_, row) => row).filter((row) => wanted.every((word) => words[row].includes(word)));
    rows.sort(order);
    page = 0;
    show();
  };

  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      falling = button.dataset.key === key ? !falling : typeof offices[button.dataset.key][0] === "number";
      key = button.dataset.key;
      for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
      button.parentElement.setAttribute("aria-sort", falling ? "descending" : "ascending");
      choose();
    });
  }
  find.addEventListener("input", choose);
  back.addEventListener("click", () => { page -= 1; show(); });
  on.addEventListener("click", () => { page += 1; show(); });
  const quoted = (found) => {
    if (found === null) return "";
    if (typeof found !== "string") return String(found);
    const armed = /^'*([\t\r\n]|\s*[=+\-@＝＋－＠][^])/.test(found) ? `'${found}` : found;
    return /[",\r\n]/.test(armed) ? `"${armed.replaceAll('"', '""')}"` : armed;
  };
  const officesAsCsv = () => {
    const columns = Object.keys(offices);
    const lines = offices.office.map((_, row) => columns.map((column) => quoted(offices[column][row])).join(","));
    return [columns.join(","), ...lines, ""].join("\n");
  };
  for (const link of document.querySelectorAll("a[data-csv]")) {
    link.addEventListener("click", async (event) => {
      if (link.href.startsWith("blob:")) return;
      event.preventDefault();
      const text = link.dataset.csv === "offices" ? officesAsCsv() : await plain(csv[link.dataset.csv]);
      link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
      link.click();
    });
  }
  choose();
})();
