// What went wrong, in the person's words, where it went wrong.

import { Refused } from "./api.js";
import { h, icon } from "./dom.js";
import { session } from "./session.js";
import { t } from "./words.js";

/** A sentence for a refused answer ({error, message?}). `what` is what the person did: "/log", "This button". */
export function failureWords(answer, what) {
  const values = { what, app: session.app.name, code: answer.error };
  if (["operation_timeout", "dispatch_failed", "unknown_command", "unreachable"].includes(answer.error))
    return t(answer.error, values);
  return answer.message || t("other_failure", values);
}

/** Puts a failure beside the thing that failed; the next attempt takes it away again. */
export function showTrouble(near, answer) {
  const place = near?.closest(".actions, .section, .input, .card, .block");
  place?.parentElement?.querySelectorAll(":scope > .trouble").forEach((old) => old.remove());
  if (!answer || answer.ok !== false) return;
  if (!place) return notice(failureWords(answer, t("the_button")), "warning");
  place.after(
    h("p", { class: "trouble", role: "alert" }, icon("warning", 15), failureWords(answer, t("the_button"))),
  );
}

/** A short notice at the edge of the page. */
export function notice(words, sign = "info") {
  const note = h("div", { class: "notice" }, icon(sign, 16), h("span", {}, words));
  document.getElementById("notices").replaceChildren(note);
  setTimeout(() => note.remove(), 6000);
}

/** A refusal that nobody else has shown, as a notice. */
export function refusalNotice(refused) {
  if (!(refused instanceof Refused)) throw refused;
  notice(failureWords({ error: refused.code, message: refused.message }, ""), "warning");
}

/** A line that stays for as long as something is wrong; `null` takes it away. */
export function standingNotice(words) {
  document.getElementById("standing")?.remove();
  if (words)
    document.body.prepend(
      h("div", { id: "standing", class: "standing", role: "alert" }, h("span", { class: "spinner" }), words),
    );
}
