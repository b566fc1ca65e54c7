// Names while one types, in every field marked data-names: a list to choose from by arrows, Enter or click; Esc closes.
// Without this script the fields work as they are.

const WAIT = 120; // milliseconds without a key before names are asked for
let number = 0;

function attach(input) {
  const list = document.createElement("ul");
  list.id = `names-${++number}`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.names);
  list.hidden = true;
  const holder = document.createElement("span");
  holder.className = "holder";
  input.replaceWith(holder);
  holder.append(input, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let asked = "";
  let active = -1;

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    input.value = option.textContent;
    close();
    if (input.name === "q") input.form.requestSubmit();
  }

  function mark(index) {
    list.children[active]?.removeAttribute("aria-selected");
    active = (index + list.children.length) % list.children.length;
    list.children[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  function show(names) {
    close();
    list.replaceChildren(...names.map((name, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.textContent = name; // never as markup
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    list.hidden = names.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asked = input.value.trim();
    if (asked.length < 2) return close();
    const mine = asked;
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(mine)}`);
      const { names } = answer.ok ? await answer.json() : { names: [] };
      if (mine === asked && document.activeElement === input) show(names);
    } catch {
      close(); // the server has gone: the form itself will say so
    }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", () => { asked = ""; close(); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-names]").forEach(attach);

// "/" goes to the search, unless one is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.activeElement?.matches("input, select, textarea")) return;
  event.preventDefault();
  document.querySelector("#q, #top-q")?.focus();
});
