// Things to press: buttons, overflow menus, feedback and icon buttons.

import { h, icon } from "../dom.js";
import { session } from "../session.js";
import { plain } from "../text/mrkdwn.js";
import { isSafe } from "../text/references.js";
import { t } from "../words.js";
import { arrowKeys, openPopover } from "./popover.js";

export function button(it, use) {
  const style = ["primary", "danger"].includes(it.style) ? it.style : "";
  const address = it.url ?? it.workflow?.trigger?.url;
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${style}`,
      "aria-label": it.accessibility_label,
      dataset: { action: it.action_id ?? "" },
    },
    h("span", { class: "button-words" }, plain(it.text.text)),
    address && icon("external", 14),
  );
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-busy")) return;
    if (address && isSafe(address)) window.open(address, "_blank", "noopener,noreferrer");
    use.press(undefined, node);
  });
  return node;
}

export function overflow(it, use) {
  const node = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": t("more_actions"),
      dataset: { action: it.action_id ?? "" },
    },
    icon("more"),
  );
  node.addEventListener("click", () => {
    const choose = (option) => () => {
      close();
      if (option.url && isSafe(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
      use.press(option.value, node);
    };
    const item = (option) =>
      h(
        "button",
        { type: "button", role: "menuitem", class: "menu-item", onclick: choose(option) },
        plain(option.text.text),
        option.description && h("small", {}, plain(option.description.text)),
      );
    const menu = h("div", { role: "menu", class: "menu" }, it.options.map(item));
    arrowKeys(menu, ".menu-item");
    const close = openPopover(node, menu);
    menu.querySelector(".menu-item").focus();
  });
  return node;
}

export function feedback(it, use) {
  const one = (choice, sign) => {
    const node = h(
      "button",
      {
        type: "button",
        class: "button quiet-button",
        "aria-label": choice.accessibility_label ?? choice.text.text,
        title: choice.text.text,
        dataset: { action: it.action_id ?? "" },
      },
      icon(sign, 16),
    );
    node.addEventListener("click", () => use.press(choice.value, node));
    return node;
  };
  return h("span", { class: "feedback" }, one(it.positive_button, "good"), one(it.negative_button, "bad"));
}

export function iconButton(it, use) {
  const visible = !it.visible_to_user_ids || it.visible_to_user_ids.includes(session.as);
  if (!visible) return h("span", { hidden: true });
  const node = h(
    "button",
    {
      type: "button",
      class: "button quiet-button",
      "aria-label": it.accessibility_label ?? it.text.text,
      title: it.text.text,
      dataset: { action: it.action_id ?? "" },
    },
    icon(it.icon === "trash" ? "trash" : "more", 16),
  );
  node.addEventListener("click", () => use.press(it.value, node));
  return node;
}
