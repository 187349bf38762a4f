// The app of tests/handlers/local_slack/client_apps.py once more, on Bolt for JavaScript.
// node bolt_app.mjs <base address of the Web API>; prints "hello" at each handshake.

import bolt from "@slack/bolt";

const slackApiUrl = process.argv[2];
const receiver = new bolt.SocketModeReceiver({
  appToken: "xapp-koers",
  clientPingTimeout: Number(process.argv[3] ?? 5000), // also how long it stays away after a disconnect
  installerOptions: { clientOptions: { slackApiUrl } },
  logLevel: bolt.LogLevel.ERROR,
});
const app = new bolt.App({
  token: "xoxb-noordzee",
  receiver,
  clientOptions: { slackApiUrl },
  logLevel: bolt.LogLevel.ERROR,
});

const plain = (text) => ({ type: "plain_text", text });
const undo = { type: "button", action_id: "undo", text: plain("Undo") };
const view = {
  type: "modal",
  callback_id: "form",
  title: plain("Log"),
  submit: plain("Save"),
  blocks: [
    {
      type: "input",
      block_id: "note",
      label: plain("Note"),
      element: { type: "plain_text_input", action_id: "typed" },
    },
  ],
};

app.command("/log", async ({ ack, command }) => {
  const text = `noted: ${command.text}`;
  await ack({ text, blocks: [{ type: "section", text: plain(text) }, { type: "actions", elements: [undo] }] });
});

app.command("/raw", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view });
});

app.action("undo", async ({ ack, respond }) => {
  await ack();
  await respond({ text: "taken back", replace_original: true });
});

app.view("form", async ({ ack, body, client, view }) => {
  const note = view.state.values.note.typed.value;
  if (note.length < 5) return ack({ response_action: "errors", errors: { note: "That is too short." } });
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: `saved: ${note}` });
});

receiver.client.on("connected", () => console.log("hello"));
await app.start();
