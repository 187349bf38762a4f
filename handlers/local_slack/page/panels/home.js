// The app's Home tab.

import { ask } from "../api.js";
import { on } from "../changes.js";
import { h } from "../dom.js";
import { renderBlocks } from "../blocks/render.js";
import { coalesced } from "../refresh.js";
import { session, viewer } from "../session.js";
import { viewSurface } from "../surfaces.js";
import { t } from "../words.js";
import { withFocusKept } from "./view_focus.js";

export function homeTab() {
  const body = h("div", { class: "home-body blocks" });
  const node = h("section", { class: "home", hidden: true, tabindex: 0 }, body);
  let surface;
  let shown = "";

  function show(view) {
    if (!view) {
      shown = "";
      return body.replaceChildren(h("p", { class: "empty" }, t("no_home", { app: session.app.name })));
    }
    const print = JSON.stringify([session.as, view.id, view.hash, view.blocks]);
    if (print === shown) return;
    shown = print;
    if (surface?.of !== view.id) surface = { ...viewSurface(view.id), of: view.id };
    surface.values = view.state?.values ?? {};
    withFocusKept(body, () => body.replaceChildren(...renderBlocks(view.blocks, surface)));
  }

  const refresh = coalesced(async () => {
    if (node.hidden) return;
    const asked = viewer();
    const app = session.app.id;
    const { home } = await ask("views", { as: session.as, app });
    if (asked === viewer() && app === session.app.id && !node.hidden) show(home);
  });
  on("home acted everything users", refresh);

  async function open() {
    node.hidden = false;
    node.setAttribute("aria-label", `${session.app.name} ${t("home")}`);
    if (!shown)
      body.replaceChildren(
        h("p", { class: "empty", role: "status" }, h("span", { class: "spinner" }), t("loading")),
      );
    await refresh();
  }

  function hide() {
    node.hidden = true;
    shown = "";
  }

  return { node, open, hide };
}
