import { createElement as h, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Command } from "cmdk";
import { useNavigate } from "react-router";
import { useT } from "$/public/external/components/ui/text/language.js";

const listeners = new Set();
let opened = false;
let typed = "";

function setOpen(next) {
  if (next !== opened) typed = "";
  opened = next;
  listeners.forEach((tell) => tell());
}

// Listening and what was typed outlive pages, so that nothing is lost while one page gives way to another.
if (typeof window !== "undefined") {
  window.addEventListener("steward:palette", () => setOpen(true));
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    setOpen(!opened);
  });
}

function subscribe(tell) {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function useSearch(open, onSearch) {
  const [query, setQuery] = useState(typed);
  const timer = useRef();
  const search = (text) => {
    typed = text;
    setQuery(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch?.(text), 120);
  };
  useEffect(() => {
    if (open) setQuery(typed);
    if (open) onSearch?.(typed);
    return () => clearTimeout(timer.current);
  }, [open]);
  return [query, search];
}

function grouped(items) {
  const groups = new Map();
  items.forEach((item) => groups.set(item.group, [...(groups.get(item.group) ?? []), item]));
  return [...groups];
}

function Line({ item, onSelect }) {
  const hint = item.hint ? h("span", { className: "palette-hint" }, item.hint) : null;
  return h(Command.Item, { value: `${item.group}:${item.id}`, onSelect: () => onSelect(item) }, h("span", null, item.label), hint);
}

export function Palette({ pages, results, onSearch, onAct }) {
  const t = useT();
  const navigate = useNavigate();
  const open = useSyncExternalStore(subscribe, () => opened, () => false);
  const [query, search] = useSearch(open, onSearch);
  const choose = (item) => {
    setOpen(false);
    if (item.href) navigate(item.href);
    else onAct?.(item.id);
  };
  const wanted = query.trim().toLowerCase();
  const local = (pages ?? []).filter((page) => page.label.toLowerCase().includes(wanted));
  const items = [...(wanted ? (results ?? []) : []), ...local, ...(wanted ? [] : (results ?? []))];
  const lists = grouped(items).map(([group, list]) =>
    h(Command.Group, { key: group, heading: t(group) }, list.map((item) => h(Line, { key: item.id, item, onSelect: choose }))),
  );
  const line = (item) => `${item.group}:${item.id}`;
  const first = items[0] ? line(items[0]) : "";
  const [chosen, setChosen] = useState(first);
  useEffect(() => setChosen(first), [first, query]);
  const label = t("Search or do anything");
  return h(
    Command.Dialog,
    { open, onOpenChange: setOpen, label, shouldFilter: false, loop: true, value: chosen, onValueChange: setChosen, overlayClassName: "overlay", contentClassName: "palette" },
    h(Command.Input, { value: query, onValueChange: search, placeholder: label }),
    h(Command.List, null, h(Command.Empty, null, t("Nothing found. Try fewer letters.")), lists),
  );
}
