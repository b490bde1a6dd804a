import { createElement as h, useEffect, useMemo, useState } from "react";
import { Background, Controls, ReactFlow, ReactFlowProvider, useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import "@xyflow/react/dist/style.css";

// The nodes as the layout wants them, except for the one under the hand.
function usePlaced(nodes) {
  const [shown, setShown] = useState(nodes);
  useEffect(() => setShown(nodes), [nodes]);
  const carry = (node) => setShown((now) => now.map((each) => (each.id === node.id ? { ...each, position: node.position } : each)));
  return [shown, carry, () => setShown(nodes)];
}

const LEAST = 0.75;
const TOP = 72;

// The whole where it can be read; else its beginning, from where one moves on.
function view(nodes, width, height) {
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const right = Math.max(...nodes.map(({ position, width: wide }) => position.x + wide));
  const bottom = Math.max(...nodes.map(({ position, height: high }) => position.y + high));
  const zoom = Math.max(LEAST, Math.min(1, (width - 48) / (right - left), (height - TOP - 24) / bottom));
  const fits = (right - left) * zoom <= width - 24;
  return { zoom, x: fits ? (width - (left + right) * zoom) / 2 : width / 2, y: TOP };
}

function Fit({ nodes, mark }) {
  const flow = useReactFlow();
  const known = useStore(({ width, height }) => width > 0 && height > 0);
  const store = useStoreApi();
  // Only at the beginning: a panel that opens beside the canvas must not move what is under the hand.
  useEffect(() => {
    const { width, height } = store.getState();
    if (known && nodes.length) flow.setViewport(view(nodes, width, height));
  }, [mark, known]);
  return null;
}

const centre = (node) => ({ x: node.position.x + (node.measured?.width ?? 0) / 2, y: node.position.y + (node.measured?.height ?? 0) / 2 });

function Inner({ nodes, edges, nodeTypes, edgeTypes, editable, mark, label, onPick, onCarry, onPut, onConnect, onDropped, children }) {
  const flow = useReactFlow();
  const [shown, carry, back] = usePlaced(nodes);
  const props = {
    nodes: shown,
    edges,
    nodeTypes,
    edgeTypes,
    nodesDraggable: editable,
    nodesConnectable: editable,
    edgesFocusable: false,
    deleteKeyCode: null,
    selectNodesOnDrag: false,
    minZoom: 0.2,
    maxZoom: 1.5,
    proOptions: { hideAttribution: false },
    "aria-label": label,
    onNodeClick: (_, node) => onPick?.(node.id),
    onPaneClick: () => onPick?.(""),
    onNodesChange: (changes) => changes.filter(({ type, selected }) => type === "select" && selected).forEach(({ id }) => onPick?.(id)),
    onNodeDrag: (_, node) => {
      carry(node);
      onCarry?.(node.id, centre(node));
    },
    onNodeDragStop: (_, node) => {
      back();
      onPut?.(node.id, centre(node));
    },
    onConnect: ({ source, target }) => onConnect?.(source, target),
    onDragOver: (event) => editable && event.preventDefault(),
    onDrop: (event) => onDropped?.(event, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })),
  };
  return h(ReactFlow, props, h(Background, { gap: 20, size: 1 }), h(Controls, { showInteractive: false }), h(Fit, { nodes, mark }), children);
}

// A canvas of nodes and lines whose places are given from outside; `mark` fits the view anew when it changes.
export function Flow(props) {
  const types = useMemo(() => ({ nodeTypes: props.nodeTypes, edgeTypes: props.edgeTypes }), []);
  return h(ReactFlowProvider, null, h("div", { className: "flow" }, h(Inner, { ...props, ...types })));
}
