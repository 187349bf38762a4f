// Every word of the page itself, in the languages of the people who use it.

import { session } from "./session.js";
import { BREAKING } from "./words/breaking.js";
import { TOUR } from "./words/tour.js";

/** The page's text in the language of the person who looks; `{name}` is filled from `values`. */
export function t(key, values) {
  return inLanguage(language(), key, values);
}

/** The same in a language of one's own choice: "en" or "nl". */
export function inLanguage(language, key, values = {}) {
  const text = WORDS[key][language === "nl" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function language() {
  return session.me?.locale?.startsWith("nl") ? "nl" : "en";
}

const WORDS = {
  ...BREAKING,
  ...TOUR,
  // who and where
  workspace: ["Workspace", "Workspace"],
  you_are: ["You are", "Jij bent"],
  switch_person: ["Switch person", "Van persoon wisselen"],
  find_person: ["Find a person", "Zoek iemand"],
  no_one_found: ["Nobody by that name.", "Niemand gevonden met die naam."],
  channels: ["Channels", "Kanalen"],
  direct_messages: ["Direct messages", "Directe berichten"],
  apps: ["Apps", "Apps"],
  new_dm: ["Message somebody", "Stuur iemand een bericht"],
  navigation: ["Conversations", "Gesprekken"],
  open_menu: ["Open the list of conversations", "Open de lijst met gesprekken"],
  close: ["Close", "Sluiten"],
  back: ["Back", "Terug"],
  unread: ["{n} unread", "{n} ongelezen"],
  app_connected: ["{app} is connected", "{app} is verbonden"],
  app_away: ["{app} is not connected", "{app} is niet verbonden"],
  home: ["Home", "Home"],
  messages: ["Messages", "Berichten"],
  deactivated: ["deactivated", "gedeactiveerd"],
  theme_dark: ["Dark mode", "Donkere modus"],
  theme_light: ["Light mode", "Lichte modus"],
  local_slack: ["Local Slack", "Lokale Slack"],
  // messages
  shortcuts: ["Shortcuts", "Snelkoppelingen"],
  only_you: ["Only visible to you", "Alleen zichtbaar voor jou"],
  edited: ["edited", "bewerkt"],
  new_messages: ["New", "Nieuw"],
  today: ["Today", "Vandaag"],
  yesterday: ["Yesterday", "Gisteren"],
  tomorrow: ["Tomorrow", "Morgen"],
  earlier: ["Show earlier messages", "Toon eerdere berichten"],
  no_messages: ["Nothing has been said here yet.", "Hier is nog niets gezegd."],
  no_messages_app: [
    "No messages from {app} yet. Type / to see what it can do.",
    "Nog geen berichten van {app}. Typ / om te zien wat het kan.",
  ],
  one_reply: ["1 reply", "1 reactie"],
  replies: ["{n} replies", "{n} reacties"],
  reply_in_thread: ["Reply in thread", "Reageer in thread"],
  edit_message: ["Edit message", "Bericht aanpassen"],
  save: ["Save", "Opslaan"],
  thread: ["Thread", "Thread"],
  app: ["app", "app"],
  loading: ["Loading…", "Laden…"],
  sending: ["Sending…", "Versturen…"],
  message_deleted: ["This message was deleted.", "Dit bericht is verwijderd."],
  // composing
  message_to: ["Message {name}", "Bericht aan {name}"],
  reply: ["Reply…", "Reageer…"],
  send: ["Send", "Verstuur"],
  attach: ["Attach a file", "Bestand toevoegen"],
  remove_file: ["Remove {name}", "{name} weghalen"],
  suggestions: ["Suggestions", "Suggesties"],
  enter_hint: [
    "Enter sends · Shift+Enter new line · / commands",
    "Enter verstuurt · Shift+Enter nieuwe regel · / commando’s",
  ],
  // failures
  operation_timeout: [
    "{what} failed with the error “operation_timeout”: {app} did not answer within three seconds.",
    "{what} is mislukt met de fout “operation_timeout”: {app} gaf niet binnen drie seconden antwoord.",
  ],
  dispatch_failed: [
    "{what} failed with the error “dispatch_failed”: {app} is not connected.",
    "{what} is mislukt met de fout “dispatch_failed”: {app} is niet verbonden.",
  ],
  unknown_command: [
    "{what} is not a command of this workspace. To send it as a message, put a space before it.",
    "{what} is geen commando in deze workspace. Zet er een spatie voor om het als bericht te sturen.",
  ],
  unreachable: [
    "The local Slack does not answer. Is it still running?",
    "De lokale Slack antwoordt niet. Draait hij nog?",
  ],
  other_failure: ["{what} failed with the error “{code}”.", "{what} is mislukt met de fout “{code}”."],
  trouble: [
    "We had some trouble connecting. Try again?",
    "Er ging iets mis met de verbinding. Nog een keer proberen?",
  ],
  the_button: ["This button", "Deze knop"],
  the_list: ["This list", "Deze lijst"],
  reconnecting: ["Connection lost. Reconnecting…", "Verbinding verbroken. Opnieuw verbinden…"],
  try_again: ["Try again", "Opnieuw proberen"],
  // forms
  choose: ["Choose…", "Kies…"],
  choose_several: ["Choose one or more…", "Kies er een of meer…"],
  search: ["Search", "Zoeken"],
  nothing_found: ["Nothing found.", "Niets gevonden."],
  type_more: ["Type at least {n} characters.", "Typ minstens {n} tekens."],
  remove: ["Remove {name}", "Verwijder {name}"],
  optional: ["optional", "optioneel"],
  submit: ["Submit", "Versturen"],
  cancel: ["Cancel", "Annuleren"],
  more_actions: ["More actions", "Meer acties"],
  clear: ["Clear", "Wissen"],
  are_you_sure: ["Are you sure?", "Weet je het zeker?"],
  yes: ["Yes", "Ja"],
  required: ["Please complete this required field.", "Vul dit verplichte veld in."],
  too_short: ["Use at least {n} characters.", "Gebruik minstens {n} tekens."],
  characters_left: ["{n} left", "nog {n}"],
  characters_over: ["{n} too many", "{n} te veel"],
  // blocks
  unsupported: ["unsupported block: {type}", "blok wordt niet ondersteund: {type}"],
  show_more: ["Show more", "Meer tonen"],
  previous: ["Previous", "Vorige"],
  next: ["Next", "Volgende"],
  rows: ["{from}–{to} of {n}", "{from}–{to} van {n}"],
  sort_by: ["Sort by {column}", "Sorteer op {column}"],
  image_missing: ["image: {alt}", "afbeelding: {alt}"],
  total: ["Total", "Totaal"],
  pending: ["to do", "te doen"],
  in_progress: ["in progress", "bezig"],
  complete: ["done", "klaar"],
  error: ["failed", "mislukt"],
  watch: ["Watch the video", "Bekijk de video"],
  // home
  no_home: ["{app} has not filled this Home yet.", "{app} heeft deze Home nog niet gevuld."],
  // clock
  clock: ["Clock of the workspace", "Klok van de workspace"],
  clock_real: ["Real time", "Echte tijd"],
  clock_moved: ["Moved {by}", "{by} verzet"],
  frozen: ["stands still", "staat stil"],
  move_to: ["Move the clock", "Zet de klok vooruit"],
  plus_15: ["+ 15 minutes", "+ 15 minuten"],
  plus_hour: ["+ 1 hour", "+ 1 uur"],
  tomorrow_nine: ["Tomorrow 09:00", "Morgen 09:00"],
  next_monday: ["Next Monday 08:30", "Volgende maandag 08:30"],
  first_weekday: ["First weekday of the month", "Eerste werkdag van de maand"],
  first_of_month: ["First of next month 09:00", "Eerste van volgende maand 09:00"],
  reset: ["Back to real time", "Terug naar de echte tijd"],
  exact_moment: ["A moment of your own", "Een eigen moment"],
  in_zone: ["in {zone}", "in {zone}"],
  set: ["Set", "Instellen"],
  // inspector
  inspector: ["Inspector", "Meekijken"],
  inspector_about: [
    "What travels between this Slack and {app}.",
    "Wat er tussen deze Slack en {app} heen en weer gaat.",
  ],
  to_app: ["to {app}", "naar {app}"],
  from_app: ["from {app}", "van {app}"],
  request: ["Request", "Vraag"],
  response: ["Response", "Antwoord"],
  no_log: ["Nothing yet. Type a command and watch.", "Nog niets. Typ een commando en kijk mee."],
  filter: ["Filter", "Filter"],
  all: ["All", "Alles"],
  errors_only: ["Errors", "Fouten"],
};
