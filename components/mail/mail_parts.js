export const PARTS = ["subject", "preheader", "body", "form", "plain", "marketing", "title", "description"];

export const draftOf = (template) => ({
  ...Object.fromEntries(PARTS.map((part) => [part, template[part]])),
  variables: JSON.stringify(template.variables ?? {}, null, 2),
});

export function samples(text) {
  try {
    const values = JSON.parse(text || "{}");
    return values && typeof values === "object" && !Array.isArray(values) ? values : null;
  } catch {
    return null;
  }
}

// What the server takes: sample values that cannot be read are left as they were kept.
export function payload(draft, all = false) {
  const { title, description, variables, ...parts } = draft;
  const values = samples(variables);
  return { ...parts, ...(all ? { title, description } : {}), ...(values ? { variables: values } : {}) };
}

const last = (path) => path.split(".").pop();

// In a loop the text says item.nme where the path is cart.items.nme: then only the last name is exchanged.
export function mended(text, { line, path, suggestion }) {
  const lines = text.split("\n");
  const at = Math.min(line, lines.length) - 1;
  const whole = lines[at].includes(path);
  lines[at] = whole ? lines[at].replace(path, suggestion) : lines[at].replace(last(path), last(suggestion));
  return lines.join("\n");
}
