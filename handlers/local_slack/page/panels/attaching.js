// Files beside what is typed: chosen with the paper clip, dropped on the conversation, or pasted; sent with the message.

import { h, icon } from "../dom.js";
import { t } from "../words.js";

const MOST = 10; // files that go into one message

/** The paper clip, the tray of what is attached, and what is in it. `changed()` is told of each change. */
export function attaching(changed) {
  let files = [];
  const field = h("input", { type: "file", multiple: true, hidden: true, class: "attach-field" });
  const clip = h(
    "button",
    { type: "button", class: "icon-button attach", onclick: () => field.click() },
    icon("clip"),
  );
  const tray = h("ul", { class: "attached", hidden: true });
  field.addEventListener("change", () => {
    add(field.files);
    field.value = "";
  });

  function add(chosen) {
    put([...files, ...chosen].slice(0, MOST));
  }

  function put(now) {
    files = now;
    tray.hidden = !files.length;
    tray.replaceChildren(...files.map(row));
    changed();
  }

  function row(file) {
    const label = t("remove_file", { name: file.name });
    const away = () => put(files.filter((other) => other !== file));
    return h(
      "li",
      {},
      h("span", {}, file.name),
      h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: away }, icon("close", 14)),
    );
  }

  /** Files that are dropped on this part of the page, or pasted there. */
  function takeFrom(node) {
    const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    node.addEventListener("dragover", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      node.classList.add("dropping");
    });
    for (const name of ["dragleave", "drop"])
      node.addEventListener(name, () => node.classList.remove("dropping"));
    node.addEventListener("drop", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      add(event.dataTransfer.files);
    });
    node.addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      add(event.clipboardData.files);
    });
  }

  function moved() {
    clip.setAttribute("aria-label", t("attach"));
    clip.setAttribute("title", t("attach"));
  }

  return { clip, field, tray, takeFrom, moved, list: () => files, put };
}

/** The files as the local Slack takes them. */
export const contents = (files) => Promise.all(files.map(async (file) => ({ name: file.name, content: await base64(file) })));

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
