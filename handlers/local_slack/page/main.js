// Start here: the page's frame, where one is in it, and how its parts hear of changes.

import { attempt, tell } from "./api.js";
import { on } from "./changes.js";
import { h } from "./dom.js";
import { notice, refusalNotice } from "./failures.js";
import { breakingDrawer } from "./panels/breaking.js";
import { conversation } from "./panels/conversation.js";
import { homeTab } from "./panels/home.js";
import { inspectorDrawer } from "./panels/inspector.js";
import { refreshModals } from "./panels/modals.js";
import { sidebar } from "./panels/sidebar.js";
import { threadPane } from "./panels/thread.js";
import { topbar } from "./panels/topbar.js";
import { coalesced } from "./refresh.js";
import {
  addressOf,
  appChannel,
  conversationLike,
  lookAs,
  readAddress,
  readWorkspace,
  session,
} from "./session.js";
import { listen } from "./stream.js";
import { guidedTour } from "./tour/tour.js";
import { busyDuring, inTurn } from "./turns.js";
import { language, t } from "./words.js";

const app = document.getElementById("app");
const side = h("aside", { class: "sidebar", id: "sidebar" });
const shade = h("div", { class: "shade", onclick: () => drawer(false) });
const bar = topbar({
  openMenu: () => drawer(true),
  openTab: (tab) => go(session.channel, tab),
  inspect,
  breakIt,
  guide: () => tour.toggle(),
});
const inspector = inspectorDrawer(drawBar);
const breaking = breakingDrawer(drawBar);
const thread = threadPane(() => {});
const talk = conversation({ openThread });
const home = homeTab();
const { put, typed, submit: send, focus } = talk.field;
const tour = guidedTour(
  {
    goAs,
    tab: () => tab,
    put,
    typed,
    send,
    focus,
    toTop: talk.toTop,
    letGo: talk.letGo,
    closeMenu: () => drawer(false),
  },
  drawBar,
);
let tab = "messages"; // of the app's conversation: home or messages
let drawn = ""; // what the sidebar shows: it is drawn again only when that changes, or presses would be lost

function drawer(open) {
  app.classList.toggle("drawer-open", open);
  drawBar();
  if (open) side.querySelector("button")?.focus();
}

function openThread(channel, ts) {
  inspector.close();
  breaking.close();
  thread.show(channel, ts);
}

/** One drawer at a time stands beside the conversation. */
function turn(drawer, other) {
  thread.close();
  other.close();
  if (drawer.isOpen()) drawer.close();
  else drawer.open();
  drawBar();
}

function inspect() {
  turn(inspector, breaking);
}

function breakIt() {
  turn(breaking, inspector);
}

function drawBar() {
  const open = { isInspecting: inspector.isOpen(), isBreaking: breaking.isOpen() };
  bar.draw({
    tab,
    ...open,
    armed: breaking.armed(),
    hasTour: tour.exists(),
    isTouring: tour.isShown(),
    isMenuOpen: app.classList.contains("drawer-open"),
  });
}

function drawFrame() {
  document.documentElement.lang = language();
  document.title = `${session.workspace.name} · ${t("local_slack")}`;
  drawBar();
  const { workspace, me, apps, channel } = session;
  const connected = apps.map((bot) => bot.connected);
  const print = JSON.stringify([workspace, me, connected, channel, [...session.channels.values()]]);
  if (print === drawn) return;
  drawn = print;
  const focused = side.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  side.replaceChildren(...sidebar({ go, switchTo, message, changeWorkspace }));
  const same = [...side.querySelectorAll("[data-channel]")].find((row) => row.dataset.channel === focused);
  same?.focus();
}

/**
 * Another person, conversation or tab: one move after another, so that the last press is where one arrives, and none
 * comes between the halves of another. A move that is refused is told. The thread and the menu close at the press and not
 * when the move's turn comes: one that is opened meanwhile was pressed later, and stays.
 */
function move(act) {
  thread.close();
  drawer(false);
  return busyDuring(app, inTurn("move", act)).catch(refusalNotice);
}

/** Opens this conversation, also when somebody else looks by the time that it is its turn. */
function go(channel, tab) {
  const wanted = session.channels.get(channel);
  return move(async () => wanted && enter(conversationLike(wanted)?.id, tab));
}

const switchTo = (person, team) => move(() => become(person, team));
const changeWorkspace = (id) => switchTo(null, id);

/** Becomes the person and opens the conversation that `where()` names then: one move. */
function goAs(person, team, where, tab) {
  return move(async () => {
    if (session.as !== person || session.workspace.id !== team) await become(person, team);
    await enter(where(), tab);
  });
}

/** Opens a conversation; of the app's, the tab as well. */
async function enter(channel, wanted) {
  const found = session.channels.get(channel);
  if (!found) return;
  session.channel = channel;
  tab = found.type === "app" ? (wanted ?? tab) : "messages";
  history.replaceState(null, "", addressOf({ tab: found.type === "app" ? tab : undefined }));
  drawFrame();
  if (found.type === "app" && tab === "home") {
    talk.hide();
    // An app that is slow to hear of it holds nobody up.
    attempt("open_home", { as: session.as, app: session.app.id }).then(
      (answer) => answer.ok === false && notice(answer.message ?? answer.error, "warning"),
    );
    await home.open();
  } else {
    home.hide();
    await talk.open();
  }
}

async function become(person, team) {
  await lookAs(person, team);
  localStorage.setItem("as", session.as);
  thread.close();
  talk.forget();
  home.hide();
  listen();
  refreshModals();
  await enter(session.channel ?? appChannel()?.id ?? [...session.channels.keys()][0], tab);
  side.querySelector("#who")?.focus();
}

const message = (person) =>
  move(async () => {
    const answer = await tell("open_dm", { as: session.as, user: person.id });
    await readWorkspace();
    await enter(answer.channel?.id ?? answer.channel);
  });

const refreshWorkspace = coalesced(async () => {
  await readWorkspace();
  drawFrame();
});
on("message delete users channels connection clock acted everything", refreshWorkspace);

// A channel that a message mentions opens at a press.
document.addEventListener("click", (event) => {
  const mentioned = event.target.closest?.(".mention-channel");
  if (mentioned) go(mentioned.dataset.channel);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && app.classList.contains("drawer-open")) drawer(false);
});
addEventListener("hashchange", () => {
  const { as, team, channel, tab: wanted } = readAddress();
  const where = () => channel ?? session.channel;
  if (as && as !== session.as) goAs(as, team ?? session.workspace.id, where, wanted ?? undefined);
  else if (channel && (channel !== session.channel || wanted)) go(channel, wanted ?? undefined);
});

async function start() {
  const place = readAddress();
  await inTurn("move", () => firstLook(place.as ?? localStorage.getItem("as"), place.team));
  const stage = h("div", { class: "stage" }, talk.node, home.node);
  const main = h("main", { class: "main" }, bar.node, tour.node, stage);
  app.replaceChildren(side, shade, main, thread.node, inspector.node, breaking.node);
  listen();
  const wanted = session.channels.has(place.channel)
    ? place.channel
    : (appChannel() ?? [...session.channels.values()][0])?.id;
  await go(wanted, place.tab ?? undefined);
  await refreshModals();
  await tour.load();
}

/** Somebody who was here before may be gone from a fresh workspace. */
async function firstLook(as, team) {
  try {
    await lookAs(as, team);
  } catch (refused) {
    if (!(as || team) || refused.code === "unreachable") throw refused;
    await lookAs(null);
  }
}

start().catch((refused) => {
  const again = h(
    "button",
    { type: "button", class: "button primary", onclick: () => location.reload() },
    t("try_again"),
  );
  app.replaceChildren(
    h(
      "div",
      { class: "loading", role: "alert" },
      h("p", {}, refused.code === "unreachable" ? t("unreachable") : refused.message),
      again,
    ),
  );
});
