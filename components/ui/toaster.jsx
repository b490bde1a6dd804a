import { createElement as h, useEffect, useRef, useSyncExternalStore } from "react";
import { Link } from "react-router";
import { useT } from "$/public/external/components/ui/text/language.js";

const LIFE = 8000;
const nothing = [];
const listeners = new Set();
let toasts = nothing;
let next = 1;

function set(list) {
  toasts = list;
  listeners.forEach((tell) => tell());
}

const drop = (id) => set(toasts.filter((toast) => toast.id !== id));

// The store outlives pages, so that a toast raised before a change of page is still there after it.
if (typeof window !== "undefined") {
  window.addEventListener("steward:toast", ({ detail }) => set([...toasts.slice(-2), { ...detail, id: next++ }]));
}

const subscribe = (tell) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

function useLife(id) {
  const left = useRef(LIFE);
  const timer = useRef();
  const since = useRef(0);
  const run = () => {
    since.current = Date.now();
    timer.current = setTimeout(() => drop(id), left.current);
  };
  const pause = () => {
    clearTimeout(timer.current);
    left.current -= Date.now() - since.current;
  };
  useEffect(() => {
    run();
    return () => clearTimeout(timer.current);
  }, []);
  return { onMouseEnter: pause, onMouseLeave: run, onFocus: pause, onBlur: run };
}

function Toast({ toast, onUndo }) {
  const t = useT();
  const life = useLife(toast.id);
  const undo = () => {
    drop(toast.id);
    onUndo?.(toast.operation_id);
  };
  const parts = [h("span", { key: "text" }, t(toast.message, toast.args))];
  if (toast.link) parts.push(h(Link, { key: "link", to: toast.link, onClick: () => drop(toast.id) }, t("Open")));
  if (toast.operation_id) {
    parts.push(h("button", { key: "undo", type: "button", onClick: undo }, t("Undo")));
    parts.push(h("kbd", { key: "keys" }, "Ctrl Z"));
  }
  const role = toast.tone === "error" ? "alert" : "status";
  return h("li", { className: `toast toast-${toast.tone}`, role, ...life }, parts);
}

const typing = (target) => target?.closest?.("input, textarea, select, [contenteditable]");

function useUndoKey(onUndo) {
  useEffect(() => {
    const press = (event) => {
      const last = toasts.findLast((toast) => toast.operation_id);
      const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!wanted || !last || typing(event.target)) return;
      event.preventDefault();
      drop(last.id);
      onUndo?.(last.operation_id);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onUndo]);
}

export function Toaster({ onUndo }) {
  const shown = useSyncExternalStore(subscribe, () => toasts, () => nothing);
  useUndoKey(onUndo);
  const items = shown.map((toast) => h(Toast, { key: toast.id, toast, onUndo }));
  return h("ol", { className: "toasts", "aria-live": "polite" }, items);
}
