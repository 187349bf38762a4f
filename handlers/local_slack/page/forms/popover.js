// Something that opens beside what was pressed: menus, option lists, panels. Esc or a press elsewhere closes it.

import { h } from "../dom.js";

const GAP = 6; // pixels between the anchor and what opens

/** Opens `content` beside `anchor`; returns a function that closes it. */
export function openPopover(anchor, content, { style = "", asWideAsAnchor = false, onclose } = {}) {
  const box = h("div", { popover: "auto", class: `popover ${style}` }, content);
  // Inside a dialog everything else is inert, so it must open inside that dialog.
  (anchor.closest("dialog") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    const focusWasInside = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    observer.disconnect();
    if (focusWasInside && anchor.isConnected) anchor.focus();
    onclose?.();
  });
  const observer = new ResizeObserver(() => place(box, anchor, asWideAsAnchor));
  box.showPopover();
  place(box, anchor, asWideAsAnchor);
  observer.observe(box);
  return () => box.isConnected && box.hidePopover();
}

/** Below the anchor when there is room, else above; never over the edge of the screen. */
function place(box, anchor, asWideAsAnchor) {
  const at = anchor.getBoundingClientRect();
  if (asWideAsAnchor) box.style.minWidth = `${Math.max(at.width, 220)}px`;
  const { width, height } = box.getBoundingClientRect();
  const below = innerHeight - at.bottom - 2 * GAP;
  const above = at.top - 2 * GAP;
  const up = height > below && above > below;
  box.style.maxHeight = `${Math.max(160, up ? above : below)}px`;
  box.style.top = `${up ? Math.max(GAP, at.top - Math.min(height, above) - GAP) : at.bottom + GAP}px`;
  box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
}

/** Arrow keys, Home and End move through `items` (focusable nodes). */
export function arrowKeys(list, selector) {
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });
}
