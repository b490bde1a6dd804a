import { useEffect, useRef, useState } from "react";
import { arrayMove } from "@dnd-kit/sortable";

export const holding = (columns, id) => columns.find((column) => column.id === id || column.cards.some((card) => card.id === id));

const without = (column, id) => ({ ...column, cards: column.cards.filter((card) => card.id !== id) });

function into(column, card, overId) {
  const at = column.cards.findIndex((each) => each.id === overId);
  const cards = [...column.cards];
  cards.splice(at < 0 ? cards.length : at, 0, card);
  return { ...column, cards };
}

// While dragging over another column the card already stands there, so that what is seen is what will be.
export function carried(columns, activeId, overId) {
  const from = holding(columns, activeId);
  const to = holding(columns, overId);
  if (!from || !to || from.id === to.id) return columns;
  const card = from.cards.find((each) => each.id === activeId);
  return columns.map((column) => {
    if (column.id === from.id) return { ...without(column, activeId), count: column.count - 1 };
    return column.id === to.id ? { ...into(column, card, overId), count: column.count + 1 } : column;
  });
}

export function settled(columns, activeId, overId) {
  const column = holding(columns, activeId);
  const from = column?.cards.findIndex((card) => card.id === activeId) ?? -1;
  const to = column?.cards.findIndex((card) => card.id === overId) ?? -1;
  if (from < 0 || to < 0 || from === to) return columns;
  return columns.map((each) => (each.id === column.id ? { ...each, cards: arrayMove(each.cards, from, to) } : each));
}

export function place(columns, id) {
  const column = holding(columns, id);
  const at = column?.cards.findIndex((card) => card.id === id) ?? -1;
  return { column: column?.id ?? "", before: column?.cards[at + 1]?.id ?? "" };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What says the same as before stays the same object, so that only what has changed is drawn again.
export function kept(before, next) {
  const cards = new Map(before.flatMap((column) => column.cards).map((card) => [card.id, card]));
  return next.map((column) => {
    const old = before.find((each) => each.id === column.id);
    const own = column.cards.map((card) => (same(cards.get(card.id), card) ? cards.get(card.id) : card));
    const whole = old && own.length === old.cards.length && own.every((card, at) => card === old.cards[at]);
    return whole && same({ ...old, cards: 0 }, { ...column, cards: 0 }) ? old : { ...column, cards: whole ? old.cards : own };
  });
}

// Columns that arrive during a drag wait for its end, so that they never overwrite it.
export function useColumns(given, revision) {
  const [columns, setColumns] = useState(given ?? []);
  const [dragged, setDragged] = useState(null);
  const start = useRef(null);
  useEffect(() => {
    if (!dragged) setColumns((now) => kept(now, given ?? []));
  }, [given, revision]);
  const lift = (id) => {
    start.current = { columns, given };
    setDragged(id);
  };
  const drop = (next) => {
    setDragged(null);
    setColumns(next);
  };
  const cancel = () => drop(kept(columns, given ?? []));
  return { columns, setColumns, dragged, lift, drop, cancel, start };
}
