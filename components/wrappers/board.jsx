import { createElement as h, memo, useMemo } from "react";
import { DndContext, DragOverlay, KeyboardSensor, MouseSensor, TouchSensor, closestCorners, pointerWithin, rectIntersection, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useFormat } from "$/public/external/components/ui/format/format.js";
import { useT } from "$/public/external/components/ui/text/language.js";
import { Card, Carried, Faces } from "./board_card.jsx";
import { carried, holding, place, settled, useColumns } from "./board_moves.js";

function More({ column, t, onMore }) {
  const format = useFormat();
  const left = column.count - column.cards.length;
  if (left <= 0) return null;
  const words = t("{count} more", { count: format.number(left) });
  if (!onMore) return h("p", { className: "meta board-more" }, words);
  return h("button", { type: "button", className: "board-more btn btn-quiet", onClick: () => onMore(column.id) }, words);
}

const Column = memo(({ column, t, onMore }) => {
  const format = useFormat();
  const { setNodeRef, isOver } = useDroppable({ id: column.id });
  const weighted = h("p", { className: "meta" }, column.weighted ? t("{total} weighted", { total: column.weighted }) : null);
  const head = h("header", null, h("h2", null, column.name, h("span", { className: "count" }, format.number(column.count))), h("b", null, column.total), weighted);
  const cards = column.cards.map((card) => h(Card, { key: card.id, card }));
  const list = h("div", { ref: setNodeRef, role: "list", className: isOver ? "board-list over" : "board-list" }, cards);
  const more = h(More, { column, t, onMore });
  const items = useMemo(() => column.cards.map((card) => card.id), [column.cards]);
  const section = h("section", { className: "board-column", "aria-label": column.name, "data-column": column.id }, head, list, more);
  return h(SortableContext, { items, strategy: verticalListSortingStrategy }, section);
});

function spoken(t, columns) {
  const name = (id) => columns.flatMap((column) => column.cards).find((card) => card.id === id)?.title ?? "";
  const where = (id) => holding(columns, id)?.name ?? "";
  return {
    onDragStart: ({ active }) => t("Picked up {card}.", { card: name(active.id) }),
    onDragOver: ({ active, over }) => over && t("{card} is over {column}.", { card: name(active.id), column: where(over.id) }),
    onDragEnd: ({ active, over }) => over && t("{card} was put in {column}.", { card: name(active.id), column: where(over.id) }),
    onDragCancel: ({ active }) => t("{card} was put back.", { card: name(active.id) }),
  };
}

// Enter is left to the card, where it opens the record.
const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter", "Tab"] };

// The card under the pointer, or (by keyboard) under the card carried; else the column there, else what is nearest.
// Corners alone would never find an empty column: those of a tall list are far away.
function under(args) {
  const hits = args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args);
  const card = hits.find(({ data }) => data?.droppableContainer?.data?.current?.sortable);
  return card ? [card] : hits.length > 0 ? hits : closestCorners(args);
}

function useHandSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes: KEYS }),
  );
}

const NOBODY = {};

export function Board({ columns: given, revision, onMove, onMore, label, faces }) {
  const t = useT();
  const board = useColumns(given, revision);
  const sensors = useHandSensors();
  const over = ({ active, over: at }) => at && board.setColumns((now) => carried(now, active.id, at.id));
  const end = ({ active, over: at }) => {
    if (!at) return board.cancel();
    const next = settled(carried(board.columns, active.id, at.id), active.id, at.id);
    const before = place(board.start.current.columns, active.id);
    const after = place(next, active.id);
    board.drop(next);
    if (after.column !== before.column || after.before !== before.before) onMove?.(active.id, after.column, after.before);
    else if (given !== board.start.current.given) board.drop(given);
  };
  const held = useMemo(() => board.columns.flatMap((column) => column.cards).find((card) => card.id === board.dragged), [board.dragged]);
  const context = {
    sensors,
    collisionDetection: under,
    onDragStart: ({ active }) => board.lift(active.id),
    onDragOver: over,
    onDragEnd: end,
    onDragCancel: board.cancel,
    accessibility: { announcements: spoken(t, board.columns), screenReaderInstructions: { draggable: t("Press Space to pick up, arrow keys to move, Space to put down, Escape to cancel.") } },
  };
  const list = h("div", { className: "board", role: "group", "aria-label": label }, board.columns.map((column) => h(Column, { key: column.id, column, t, onMore })));
  const lifted = h(DragOverlay, { dropAnimation: null }, held ? h(Carried, { card: held }) : null);
  return h(Faces.Provider, { value: faces ?? NOBODY }, h(DndContext, context, list, lifted));
}
