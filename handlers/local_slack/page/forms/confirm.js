// "Are you sure?", in the app's words.

import { h } from "../dom.js";
import { plain, textObject } from "../text/mrkdwn.js";
import { t } from "../words.js";

/** Shows a confirmation dialog; true when the person agrees. */
export function confirmed(confirm) {
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      dialog.returnValue = yes ? "yes" : "";
      dialog.close();
    };
    const agree = h(
      "button",
      {
        type: "button",
        class: `button ${confirm.style === "danger" ? "danger" : "primary"}`,
        onclick: answer(true),
      },
      plain(confirm.confirm?.text ?? t("yes")),
    );
    const deny = h(
      "button",
      { type: "button", class: "button", onclick: answer(false) },
      plain(confirm.deny?.text ?? t("cancel")),
    );
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-title" },
      h("h2", { id: "confirm-title" }, plain(confirm.title?.text ?? t("are_you_sure"))),
      confirm.text && h("div", { class: "text" }, textObject(confirm.text)),
      h("div", { class: "dialog-foot" }, deny, agree),
    );
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    agree.focus();
  });
}
