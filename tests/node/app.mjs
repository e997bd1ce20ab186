/**
 * A small app on Slack's own SDK for JavaScript; test_bolt_js.py starts it and plays the people who use it.
 * With SLACK_APP_TOKEN it connects by Socket Mode, else it listens on a free port. Its first line says which port.
 */
import bolt from "@slack/bolt";
import { answerCommands } from "./app/commands.mjs";
import { answerEvents } from "./app/events.mjs";
import { showForms } from "./app/forms.mjs";

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = process.env;
const byWay = SLACK_APP_TOKEN
  ? { socketMode: true, appToken: SLACK_APP_TOKEN }
  : { signingSecret: SLACK_SIGNING_SECRET };

const app = new bolt.App({
  ...byWay,
  token: SLACK_BOT_TOKEN,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  logLevel: bolt.LogLevel.ERROR,
});

answerCommands(app);
answerEvents(app);
showForms(app);

const server = await app.start({ host: "127.0.0.1", port: 0 });
const port = SLACK_APP_TOKEN ? 0 : server.address().port;
process.stdout.write(`${JSON.stringify({ port })}\n`);
