// What the card says: an offer, a step as far as it has come, or the end.

import { jumpWords } from "../panels/clock.js";
import { inLanguage } from "../words.js";

/** The card's content for `it` (where the tour stands); `acts` are what its buttons do. */
export function contentOf(it, acts) {
  const t = (key, values) => inLanguage(it.language, key, values);
  const content = !it.isRunning ? offer(it, acts, t) : it.step ? step(it, acts, t) : end(it, acts, t);
  return { language: it.language, leave: acts.leave, place: "", ...content };
}

function offer({ tour, progress, language }, { start, resume, leave, otherLanguage }, t) {
  const begun = progress.status === "left" && progress.step > 0;
  const [n, all] = [progress.step + 1, tour.steps.length];
  const again = [
    { name: "resume", words: t("tour_resume", { n }), style: "primary", press: resume },
    { name: "start", words: t("tour_again"), press: start },
  ];
  const first = [
    { name: "start", words: t("tour_start"), style: "primary", press: start },
    { name: "not-now", words: t("tour_not_now"), press: leave },
    { name: "language", words: t("tour_in_other"), style: "quiet", press: otherLanguage },
  ];
  return {
    title: tour.title[language],
    progress: 0,
    lines: [["say", begun ? t("tour_left", { n, all }) : tour.about[language]]],
    buttons: begun ? again : first,
  };
}

function step(it, acts, t) {
  const { tour, progress, language, stage } = it;
  const { title, say, why, then, do: deed } = it.step;
  const [n, all] = [progress.step + 1, tour.steps.length];
  const isDone = stage === "seen";
  const command = deed.type && stage === "act" && ["command", deed.type[language]];
  const done = [["done", then?.[language] ?? t("tour_seen")]];
  const next = it.isWaiting ? ["wait", t("tour_wait")] : ["hint", hint(it, t)];
  const open = [["say", say[language]], next, command].filter(Boolean);
  return {
    title: title[language],
    place: t("tour_step", { n, all }),
    progress: (progress.step + (isDone ? 1 : 0)) / all,
    lines: [...(isDone ? done : open), ["why", why[language]]],
    buttons: isDone
      ? [
          {
            name: "next",
            words: t(n === all ? "tour_finish" : "tour_next"),
            style: "primary",
            press: acts.next,
          },
        ]
      : stillToDo(it, acts, t),
  };
}

function stillToDo({ stage, names, isBusy, isWaiting }, { beThere, doIt, skip: skipIt }, t) {
  const ways = { workspace: "tour_go", person: "tour_become", channel: "tour_go" };
  const be = ways[stage] && {
    name: "be",
    words: t(ways[stage], { name: names[stage] }),
    style: "primary",
    press: beThere,
  };
  const skip = { name: "skip", words: t("tour_skip"), style: "quiet", press: skipIt };
  const help = { name: "do", words: t("tour_do"), press: doIt, busy: isBusy };
  if (isWaiting && !isBusy) return [skip];
  return isBusy ? [help] : [be, help, skip].filter(Boolean);
}

function hint({ stage, names, step: { do: deed }, isInForm, progress, isLate, clockTo }, t) {
  if (stage === "workspace" || stage === "person") return t("tour_as", { name: names.person });
  if (stage === "channel") return t("tour_there", { name: names.channel });
  if (isInForm) return t("tour_fill");
  if (!deed.clock) return t(deed.press ? "tour_press" : "tour_send");
  const to = jumpWords(clockTo);
  if (!to) return t("tour_clock_other");
  return t(progress.moves > 0 && isLate ? "tour_not_yet" : "tour_clock", { to });
}

function end({ tour, language }, { leave }, t) {
  return {
    title: tour.title[language],
    progress: 1,
    lines: [["say", tour.end[language]]],
    buttons: [{ name: "close", words: t("tour_close"), style: "primary", press: leave }],
  };
}
