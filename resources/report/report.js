// What the page can do besides being read: sort and filter the list, and open all for the printer.
"use strict";

const table = document.querySelector(".index table");
const body = table.tBodies[0];
const filters = document.querySelector(".filters");
const told = filters.querySelector("[role=status]");
const [find, status, owner] = filters.elements;

function keyOf(row, column) {
  const cell = row.cells[column];
  const key = cell.dataset.key;
  return key === undefined ? cell.textContent.trim().toLowerCase() : key === "" ? null : Number(key);
}

// What has no figure comes last, whichever way the rest is sorted.
function compare(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : a.localeCompare(b);
  return down ? -order : order;
}

function sort(heading, column) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...body.rows];
  rows.sort((a, b) => compare(keyOf(a, column), keyOf(b, column), down));
  body.append(...rows);
}

function filter() {
  const words = find.value.trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    const fits =
      words.every((word) => text.includes(word)) &&
      (!status.value || row.dataset.status === status.value) &&
      (!owner.value || row.dataset.owner === owner.value);
    row.hidden = !fits;
    document.getElementById(row.dataset.for).hidden = !fits;
    shown += fits;
  }
  for (const objective of document.querySelectorAll(".objective")) {
    objective.hidden = !objective.querySelector(".key-result:not([hidden])");
  }
  told.textContent = `${shown} of ${body.rows.length} key results`;
}

for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => sort(heading, column));
  heading.append(button);
  heading.setAttribute("aria-sort", "none");
}
filters.addEventListener("input", filter);
filters.addEventListener("submit", (event) => event.preventDefault());
filters.hidden = false;
filter();

// A filtered page is printed as it is seen; what is folded is unfolded for it, and folded again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details.behind:not([open])")];
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
