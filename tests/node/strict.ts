/**
 * What an app may send and what it receives, in the words of Slack's own types. Theirs also take any object with a
 * `type` for a block; here a block is one that they know, so that a property too many or too few is seen.
 */
import type {
  BlockAction,
  BlockSuggestion,
  GlobalShortcut,
  MessageShortcut,
  RespondArguments,
  SlackOptionsMiddlewareArgs,
  SlashCommand,
  ViewClosedAction,
  ViewResponseAction,
  ViewSubmitAction,
} from "@slack/bolt";
import type { HomeView, KnownBlock, MessageAttachment, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";

/** The arguments of a Web API method by its name, such as `chat.postMessage`. */
export type Call<Name extends string> = Strict<Argument<At<WebClient, Name>>>;

/** What an app may say in an acknowledgement, by the kind of payload; the others are acknowledged with nothing. */
export interface Ack {
  command: ResponseUrl;
  view_submission: Strict<ViewResponseAction>;
  block_suggestion: Argument<SlackOptionsMiddlewareArgs<"block_suggestion">["ack"]>;
}

export type ResponseUrl = Strict<RespondArguments>;

/** Takes a payload of that kind, and more in it than its type has, as a listener does. */
export declare function received<Kind extends keyof Received>(
  kind: Kind,
): <Body extends Received[Kind]>(body: Body) => void;

interface Received {
  command: SlashCommand;
  block_actions: OfWorkspace<Click>;
  block_suggestion: OfWorkspace<BlockSuggestion>;
  message_action: OfWorkspace<MessageShortcut>;
  shortcut: OfWorkspace<GlobalShortcut>;
  view_closed: OfWorkspace<ViewClosedAction>;
  view_submission: OfWorkspace<ViewSubmitAction>;
}

/** A click in a view brings no response_url, whatever the type says. */
type Click = Omit<BlockAction, "response_url"> & { response_url?: string };

/** Where there is no organisation above the workspace, Slack says null and the types say nothing. */
type OfWorkspace<T> = Omit<T, "enterprise"> & { enterprise: null };

type Strict<T> = T extends unknown ? { [Key in keyof T]: Key extends keyof Known ? Known[Key] : T[Key] } : never;

interface Known {
  blocks: KnownBlock[];
  view: Strict<HomeView | ModalView>;
  attachments: Strict<MessageAttachment>[];
}

type Argument<Method> = Method extends (argument: infer Given) => unknown ? NonNullable<Given> : never;

type At<Where, Path extends string> = Path extends `${infer First}.${infer Rest}`
  ? First extends keyof Where
    ? At<Where[First], Rest>
    : never
  : Path extends keyof Where
    ? Where[Path]
    : never;
