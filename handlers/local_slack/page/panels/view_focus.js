// A view that is drawn again must not take the pen out of somebody's hand.

/** Draws `root` again; the field that had the focus has it after, at the same place in its text. */
export function withFocusKept(root, draw) {
  const field = root.contains(document.activeElement) ? document.activeElement : null;
  const key = field?.dataset.key;
  const action = field?.dataset.action;
  const range = key && "selectionStart" in field ? [field.selectionStart, field.selectionEnd] : null;
  const scroll = root.scrollTop;
  draw();
  root.scrollTop = scroll;
  const same = key ? find(root, "key", key) : action ? find(root, "action", action) : null;
  if (!same) return false;
  same.focus({ preventScroll: true });
  if (range?.[0] !== undefined && range?.[0] !== null && same.setSelectionRange)
    same.setSelectionRange(...range);
  return true;
}

function find(root, name, value) {
  return [...root.querySelectorAll(`[data-${name}]`)].find((each) => each.dataset[name] === value);
}
