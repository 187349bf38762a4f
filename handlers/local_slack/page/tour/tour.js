// The guided tour: where the visitor is in it, and what counts as done.

import { ask, attempt } from "../api.js";
import { on } from "../changes.js";
import { channelName } from "../panels/sidebar.js";
import { released } from "../press.js";
import { coalesced } from "../refresh.js";
import { appChannel, nameOf, session } from "../session.js";
import { inTurn } from "../turns.js";
import { language as wordsLanguage } from "../words.js";
import { tourCard } from "./card.js";
import { contentOf } from "./content.js";
import { doDeed } from "./doing.js";
import { keepProgress, nameOfTour, readProgress } from "./progress.js";
import { printsOf } from "./seen.js";
import { openForm, ring, settle, whereToAct } from "./where.js";

const LONG = 6000; // ms after which what was sent has brought nothing
const A_DAY_OFF = 9000; // ms after which what did not come may be waiting for another day

/** The tour. `page`: {goAs, tab, put, typed, send, focus, toTop, letGo, closeMenu}; `changed()` when it is begun or left. */
export function guidedTour(page, changed) {
  const card = tourCard();
  let tour = null;
  let progress = null;
  let isAsking = false; // whether somebody who answered before is asked again
  let isSeen = false;
  let isOpening = false; // until it is known what stood there before, nothing of the step is shown
  let isBusy = false;
  let isLate = false;
  let isPutAway = false; // whether the offer was made already, in this browser or another
  let ownText = ""; // what the tour itself put there
  let offered = ""; // for which step and place the text was put in the message field
  let offsetBefore = 0; // of the clock, when it was last looked at
  let waiting;
  const appChannels = new Map(); // workspace/person → the conversation with the app

  /** Chosen, or that of the person who looks. */
  const language = () => progress.language ?? wordsLanguage();
  const isRunning = () => tour !== null && progress.status === "running";
  const isOffered = () => progress.status === "new" && !isPutAway && !openForm();
  const isShown = () => tour !== null && (isAsking || progress.status === "running" || isOffered());
  const isWaiting = () => Boolean(step()?.do.clock) && progress.moves > 0 && !isLate && !isSeen;
  const step = () => (isRunning() ? tour.steps[progress.step] : undefined);
  const team = () => tour.workspace || session.workspaces[0].id;
  const person = () => step().person[language()];
  const here = () => (step().channel === "app" ? appChannel() : session.channels.get(step().channel));
  const isInForm = () =>
    Object.keys(step().do.fill).length > 0 && document.querySelector("dialog.modal[open]") !== null;

  /** Reads the tour and how far this visitor is with it. */
  async function load() {
    const told = await ask("tour");
    tour = told.tour;
    isPutAway = told.put_away;
    if (!tour) return;
    progress = readProgress(nameOfTour(tour));
    offsetBefore = session.clock.offset_seconds;
    await check();
    changed();
  }

  function keep(more) {
    Object.assign(progress, more);
    keepProgress(progress);
  }

  const check = coalesced(async () => {
    if (!step()) return draw();
    const at = progress.step;
    const { seen } = step();
    const place = { team: team(), as: person(), channel: await channelOf(), language: language() };
    const found = await printsOf({ ...place, seen });
    if (progress.step !== at || !isRunning()) return;
    if (progress.known === null) keep({ known: found });
    const wasSeen = isSeen;
    isSeen = found.some((print) => !progress.known.includes(print));
    draw();
    if (isSeen && !wasSeen) page.closeMenu(); // on a phone it lies over the card, and over what came
    if (isSeen && !wasSeen) showWhatCame(found.find((print) => !progress.known.includes(print)));
  });
  on("message update delete ephemeral view acted everything", () => step() && check());
  on("acted", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offerAgain, LONG);
  });
  on("clock", ({ offset_seconds: offset = session.clock.offset_seconds }) => {
    if (!step()?.do.clock || isSeen || Math.abs(offset - offsetBefore) < 1) return; // one move is told twice
    offsetBefore = offset;
    keep({ moves: progress.moves + 1 });
    isLate = false;
    clearTimeout(waiting);
    waiting = setTimeout(() => ((isLate = true), follow()), A_DAY_OFF);
    draw();
  });

  /** The conversation of the step, for its person; also while somebody else looks. */
  async function channelOf() {
    if (step().channel !== "app") return step().channel;
    const key = `${team()}/${person()}`;
    if (!appChannels.has(key)) {
      const { channels } = await ask("state", { team: team(), as: person() });
      appChannels.set(key, channels.find((channel) => channel.type === "app")?.id);
    }
    return appChannels.get(key);
  }

  /** What came is read from its top; not hidden by the clock's panel, nor by the card that has grown. */
  function showWhatCame(print) {
    document.querySelectorAll(".popover-clock").forEach((panel) => panel.hidePopover());
    requestAnimationFrame(() => page.toTop(print.split(":")[0]));
  }

  /** What is next: get to the workspace, be the person, open the conversation, act; or nothing more. */
  function stage() {
    if (isSeen) return "seen";
    if (session.workspace.id !== team()) return "workspace";
    if (session.as !== person()) return "person";
    if (session.channel !== here()?.id || page.tab() !== "messages") return "channel";
    return "act";
  }

  /** The moment to move to: the one of the step, then those for when nothing came. */
  function clockTo() {
    const moments = [step().do.clock, ...step().do.again];
    return moments[Math.min(progress.moves, moments.length - 1)];
  }

  function names() {
    const place = here();
    return {
      workspace: session.workspaces.find(({ id }) => id === team())?.name,
      person: nameOf(person()),
      channel: place ? (place.type === "channel" ? "#" : "") + channelName(place) : "",
    };
  }

  function draw() {
    if (isOpening) return;
    card.show(isShown() ? contentOf(standing(), actsNow()) : null);
    settle(card.node);
    ring(step() && isShown() ? whereNow() : null);
    if (step() && stage() === "act") offerText();
  }

  function standing() {
    const common = { tour, progress, language: language(), isRunning: isRunning(), step: step() };
    if (!step()) return common;
    return {
      ...common,
      stage: stage(),
      names: names(),
      isInForm: isInForm(),
      isBusy,
      isLate,
      isWaiting: isWaiting(),
      clockTo: clockTo(),
    };
  }

  const whereNow = () =>
    whereToAct({
      stage: stage(),
      person: person(),
      channel: here()?.id,
      deed: step().do,
      clockTo: clockTo(),
      isWaiting: isWaiting(),
    });

  /** The command stands in the message field, for the visitor to send; once, and never over what they wrote. */
  function offerText() {
    const place = `${progress.step}/${session.as}/${session.channel}`;
    if (!step().do.type || offered === place) return;
    offered = place;
    if (page.typed()) return;
    ownText = step().do.type[language()];
    page.put(ownText);
  }

  /** What was sent has brought nothing (the app was slow, or something else was typed): it is there for another try. */
  function offerAgain() {
    offered = "";
    follow();
  }

  /** A step that was skipped leaves nothing in the message field. */
  function takeBackText() {
    if (ownText && page.typed() === ownText) page.put("");
    ownText = "";
  }

  const goThere = () => page.goAs(person(), team(), () => step() && here()?.id, "messages");

  async function beThere() {
    if (stage() !== "act") await goThere();
    draw();
    lead();
  }

  /** The focus goes to where the next thing happens: the message field, or else the card. */
  function lead() {
    const canType = matchMedia("(hover: hover)").matches && step()?.do.type && stage() === "act";
    if (canType) page.focus();
    else toCard();
  }

  /** Who has begun to write meanwhile keeps the focus, or their Enter would be lost. */
  function toCard() {
    const field = document.activeElement?.closest("textarea, input");
    if (!field?.value) card.focus();
  }

  /** Does the step for the visitor; ends when it is done, or when they go elsewhere or leave meanwhile. */
  async function doIt() {
    if (isSeen) return;
    isBusy = true;
    draw();
    const isOver = () => !step() || stage() !== "act";
    try {
      if (isOver()) await goThere();
      const sees = async () => isOver() || (await check(), isOver());
      const hands = { page, language: language(), find: whereNow, isInForm, isOver, sees };
      if (!isOver()) await doDeed(step().do, hands);
    } finally {
      isBusy = false;
      draw();
      toCard();
    }
  }

  /** Whoever has answered the offer is not asked again, whatever they look with. */
  function putAway() {
    isPutAway = true;
    attempt("tour", {});
  }

  async function begin(more) {
    if (!isPutAway) putAway();
    isAsking = false;
    isSeen = false;
    isLate = false;
    offered = "";
    page.letGo();
    takeBackText();
    offsetBefore = session.clock.offset_seconds;
    keep(more);
    isOpening = true;
    try {
      await check();
    } finally {
      isOpening = false;
      draw();
    }
    changed();
    lead();
  }

  const afresh = { status: "running", known: null, moves: 0 };

  /**
   * What the buttons do, one after another. *Next* goes on from the step for which it was drawn, so that a second press
   * skips nothing; whoever presses *Skip* twice wants to skip two.
   */
  function actsNow() {
    const { step: at, status } = progress;
    const isStill = () => at === progress.step && status === progress.status;
    const inTour = (act, isDue = step) => () => inTurn("tour", async () => isDue() && act());
    const goOn = () => {
      if (step().seen.modal) openForm()?.querySelector(".modal-head button").click(); // it was looked at
      return begin({ ...afresh, step: progress.step + 1 });
    };
    return {
      ...acts,
      start: inTour(() => begin({ ...afresh, step: 0, language: language() }), isStill),
      resume: inTour(() => begin({ status: "running" }), isStill),
      next: inTour(goOn, isStill),
      skip: inTour(goOn),
      beThere: inTour(beThere),
      doIt: inTour(doIt),
    };
  }

  const acts = {
    leave,
    otherLanguage: () => {
      keep({ language: language() === "nl" ? "en" : "nl" });
      draw();
    },
  };

  function leave() {
    const isOver = isRunning() && !step();
    isAsking = false;
    if (!isPutAway) putAway();
    takeBackText();
    if (isOver) keep({ status: "done", step: 0 });
    else if (progress.status !== "done") keep({ status: "left" });
    draw();
    changed();
    document.getElementById("tour").focus();
  }

  /** The top bar's button: leaves the tour, or asks whether to begin or go on. */
  function toggle() {
    if (isShown()) return leave();
    isAsking = true;
    draw();
    changed();
    card.focus();
  }

  /** An offer goes away while a form is open. */
  const isFresh = () => tour !== null && progress.status === "new" && !isPutAway;

  // The page draws its parts anew as it likes: the card and the ring follow.
  let frame = 0;
  function follow() {
    if (!(step() || isFresh()) || frame) return;
    frame = requestAnimationFrame(async () => {
      await released(); // or a button would be drawn anew under the finger
      frame = 0;
      if (step() || isFresh()) draw();
    });
  }
  const parts = {
    subtree: true,
    childList: true,
    attributeFilter: ["hidden", "open", "class", "aria-selected"],
  };
  new MutationObserver(follow).observe(document.body, parts);
  addEventListener("resize", follow);
  addEventListener("transitionend", follow);

  return { node: card.node, load, toggle, isShown, exists: () => tour !== null };
}
