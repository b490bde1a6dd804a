import { useCallback, useEffect, useRef, useState } from "react";

const MOST = 100;
const PAUSE = 400;

// The definition under the hand, with what it was before; a change goes out once the hand rests.
export function useHistory(given, revision, onChange) {
  const [now, setNow] = useState(given);
  const [past, setPast] = useState([]);
  const [future, setFuture] = useState([]);
  const timer = useRef();
  const waiting = useRef(null);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (waiting.current) onChange?.(JSON.stringify(waiting.current));
    waiting.current = null;
  }, [onChange]);
  useEffect(() => {
    setNow(given);
    setPast([]);
    setFuture([]);
  }, [revision]);
  useEffect(() => () => flush(), []);
  const show = (next) => {
    setNow(next);
    waiting.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, PAUSE);
  };
  const put = (next, mark) => {
    if (next === now) return;
    // Letters typed into one field are one change.
    const same = mark && past.at(-1)?.mark === mark;
    setPast(same ? past : [...past.slice(-MOST), { value: now, mark }]);
    setFuture([]);
    show(next);
  };
  const undo = () => {
    if (!past.length) return;
    setFuture([{ value: now }, ...future]);
    setPast(past.slice(0, -1));
    show(past.at(-1).value);
  };
  const redo = () => {
    if (!future.length) return;
    setPast([...past, { value: now }]);
    setFuture(future.slice(1));
    show(future[0].value);
  };
  return { now, put, undo, redo, canUndo: past.length > 0, canRedo: future.length > 0 };
}
