// What stands in an element: from the state the local Slack keeps, else the element's initial value.

// element type: [name in state.values, name of the initial value]
const NAMES = {
  plain_text_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** The element's raw value: text, an option, a list of options or ids; undefined when nothing is chosen. */
export function valueOf(element, entry) {
  const [name, initial] = NAMES[element.type] ?? [];
  if (!name) return undefined;
  const value = entry && name in entry ? entry[name] : element[initial];
  return element.type === "rich_text_input" ? wordsOf(value) : (value ?? undefined);
}

/** The words of a rich text, for the plain field that stands in for Slack's editor. */
function wordsOf(value) {
  if (!value || typeof value === "string") return value ?? undefined;
  const leaf = (part) => part.text ?? part.url ?? (part.elements ?? []).map(leaf).join("");
  return value.elements.map(leaf).join("\n");
}
