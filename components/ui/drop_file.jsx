import { createElement as h, useRef, useState } from "react";
import { FileUp } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const SILENT = "Steward does not answer. Nothing was kept; please try again in a moment.";

// fetch cannot tell how far an upload has come.
function send(address, file, onShare) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onerror = () => resolve({ detail: SILENT });
    request.onload = () => {
      try {
        resolve({ ok: request.status < 300, ...JSON.parse(request.responseText) });
      } catch {
        resolve({ detail: SILENT });
      }
    };
    request.open("POST", address);
    request.send(form);
  });
}

export function DropFile({ address, label, hint, largest, large, accept, onKept }) {
  const t = useT();
  const input = useRef(null);
  const [state, setState] = useState({});
  const take = async (file) => {
    if (!file || state.name) return;
    if (file.size > largest) return setState({ error: large });
    setState({ name: file.name, share: 0 });
    const answer = await send(address, file, (share) => setState({ name: file.name, share }));
    if (answer.ok) {
      setState({ name: file.name, share: 1 });
      onKept(answer.id ?? "");
      // A file that cannot be read is told of by a toast; then another one may be brought.
      setTimeout(() => setState((now) => (now.share === 1 ? {} : now)), 4000);
    } else setState({ error: t(answer.detail ?? SILENT) });
    if (input.current) input.current.value = "";
  };
  const stop = (event) => event.preventDefault();
  const drop = (event) => {
    stop(event);
    setState((now) => ({ ...now, over: false }));
    take(event.dataTransfer.files[0]);
  };
  const over = (event) => {
    stop(event);
    if (!state.over) setState((now) => ({ ...now, over: true }));
  };
  const leave = () => setState((now) => ({ ...now, over: false }));
  const file = h("input", { ref: input, type: "file", accept, "aria-label": label, onChange: (event) => take(event.target.files[0]) });
  const words = state.name
    ? [
        h("strong", { key: "name" }, state.name),
        h("progress", { key: "bar", max: 1, value: state.share, "aria-label": state.name }),
        h("span", { key: "state", className: "hint", role: "status" }, state.share < 1 ? t("Uploading …") : t("Reading …")),
      ]
    : [h(FileUp, { key: "icon", size: 20, strokeWidth: 1.75, "aria-hidden": true }), h("strong", { key: "label" }, label), h("span", { key: "hint", className: "hint" }, hint)];
  const zone = { className: state.over ? "drop drop-over" : "drop", onDrop: drop, onDragOver: over, onDragLeave: leave };
  const error = state.error ? h("p", { className: "form-error", role: "alert" }, state.error) : null;
  return h("div", { className: "stack" }, h("label", zone, file, ...words), error);
}
