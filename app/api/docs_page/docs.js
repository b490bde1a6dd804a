const make = (tag, text, className) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
};

// Written as a small example of the shape: names, types, and what is required.
function shape(schema, parts, depth = 0) {
  if (!schema || depth > 6) return "…";
  if (schema.$ref) return shape(parts[schema.$ref.split("/").pop()], parts, depth + 1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((part) => shape(part, parts, depth + 1)).join(" | ");
  if (schema.type === "array") return `[${shape(schema.items, parts, depth + 1)}]`;
  if (!schema.properties) return [schema.type ?? "any", schema.format].filter(Boolean).join(" ");
  const pad = "  ".repeat(depth + 1);
  const lines = Object.entries(schema.properties).map(([name, part]) => {
    const mark = schema.required?.includes(name) ? "" : "?";
    return `${pad}${name}${mark}: ${shape(part, parts, depth + 1)}`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function body(inside, title, content, parts) {
  const schema = Object.values(content ?? {})[0]?.schema;
  if (!schema) return;
  inside.append(make("p", title, "note"), make("pre", shape(schema, parts)));
}

function line(method, path, call, parts) {
  const details = make("details");
  const summary = make("summary");
  summary.append(make("b", method.toUpperCase()), make("code", path), make("span", call.summary));
  const inside = make("div", "", "inside");
  details.append(summary, inside);
  details.dataset.words = `${method} ${path} ${call.summary} ${call.description ?? ""}`.toLowerCase();
  const fill = () => {
    if (inside.childNodes.length) return;
    inside.append(make("p", call.description ?? ""));
    if (call["x-permission"]) inside.append(make("p", `Needs ${call["x-permission"]} · ${call["x-effect"]}`, "note"));
    const asked = (call.parameters ?? []).map((item) => `${item.name} (${item.in})`).join(", ");
    if (asked) inside.append(make("p", `Takes ${asked}`, "note"));
    body(inside, "Body", call.requestBody?.content, parts);
    for (const [status, answer] of Object.entries(call.responses ?? {})) body(inside, `${status} ${answer.description}`, answer.content, parts);
  };
  details.addEventListener("toggle", fill);
  return details;
}

function draw(spec) {
  const groups = new Map();
  for (const [path, calls] of Object.entries(spec.paths)) {
    for (const [method, call] of Object.entries(calls)) {
      const tag = call.tags?.[0] ?? "other";
      groups.set(tag, [...(groups.get(tag) ?? []), line(method, path, call, spec.components?.schemas ?? {})]);
    }
  }
  const main = document.getElementById("main");
  main.replaceChildren(make("p", spec.info.description, "note"));
  for (const [tag, lines] of groups) {
    const part = make("section");
    part.append(make("h2", tag), ...lines);
    main.append(part);
  }
}

function filter(event) {
  const words = event.target.value.toLowerCase();
  for (const part of document.querySelectorAll("section")) {
    const lines = [...part.querySelectorAll("details")];
    for (const item of lines) item.hidden = !item.dataset.words.includes(words);
    part.hidden = lines.every((item) => item.hidden);
  }
}

document.getElementById("search").addEventListener("input", filter);
fetch("/api/openapi.json")
  .then((answer) => answer.json())
  .then(draw)
  .catch(() => (document.getElementById("main").textContent = "The description could not be loaded; reload the page."));
