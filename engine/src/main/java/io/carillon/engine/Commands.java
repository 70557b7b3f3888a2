package io.carillon.engine;

import static io.carillon.engine.node.Layouts.DONE;
import static io.carillon.engine.node.Layouts.DURATION;
import static io.carillon.engine.node.Layouts.FLAG;
import static io.carillon.engine.node.Layouts.NUMBER;
import static io.carillon.engine.node.Layouts.TEXT;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.Ghosted;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.message.SentMessages;
import io.carillon.engine.message.Stored;
import io.carillon.engine.node.Layout;
import io.carillon.engine.node.Layouts;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.pekko.Done;
import org.apache.pekko.util.ByteString;

/** Everything that may be said to a connection from any node, by name. */
final class Commands {
  private static final Layout<Labelled> LABELLED =
      Layouts.choice(List.of(Labelled.DONE, Labelled.UNKNOWN_CONNECTION, Labelled.TOO_MANY));
  private static final Layout<Stored> STORED =
      Layouts.choice(List.of(Stored.DONE, Stored.UNKNOWN_CONNECTION, Stored.TOO_MUCH));
  private static final Layout<Ghosted> GHOSTED =
      Layouts.choice(List.of(Ghosted.DONE, Ghosted.UNKNOWN_CONNECTION, Ghosted.TOO_MANY));

  static final Command<Label, Labelled> JOIN =
      Command.of(
          "join-1",
          Layouts.LABEL,
          ConnectionCommand.Join::new,
          LABELLED,
          Labelled.UNKNOWN_CONNECTION);
  static final Command<Label, Done> LEAVE =
      Command.of("leave-1", Layouts.LABEL, ConnectionCommand.Leave::new, DONE, Done.getInstance());
  static final Command<Label.Kind, Done> LEAVE_ALL =
      Command.of(
          "leave-all-1", Layouts.KIND, ConnectionCommand.LeaveAll::new, DONE, Done.getInstance());
  static final Command<Done, Optional<ConnectionDescription>> DESCRIBE =
      Command.of(
          "describe-1",
          ConnectionCommand.Describe::new,
          Layouts.DESCRIPTION.optional(),
          Optional.empty());

  /** A close frame's code and reason. */
  record Closing(int code, String reason) {}

  static final Command<Closing, Boolean> CLOSE =
      Command.of(
          "close-1",
          Layout.of(NUMBER, Closing::code, TEXT, Closing::reason, Closing::new),
          (closing, replyTo) -> new ConnectionCommand.Close(closing.code, closing.reason, replyTo),
          FLAG,
          false);

  /** A key and what is stored under it. */
  record Entry(String key, String value) {}

  static final Command<Entry, Stored> STORE =
      Command.of(
          "store-1",
          Layout.of(TEXT, Entry::key, TEXT, Entry::value, Entry::new),
          (entry, replyTo) -> new ConnectionCommand.Store(entry.key, entry.value, replyTo),
          STORED,
          Stored.UNKNOWN_CONNECTION);
  static final Command<String, Boolean> FORGET =
      Command.of("forget-1", TEXT, ConnectionCommand.Forget::new, FLAG, false);
  static final Command<Done, Done> FORGET_ALL =
      Command.of("forget-all-1", ConnectionCommand.ForgetAll::new, DONE, Done.getInstance());
  static final Command<Done, SortedMap<String, String>> INFORMATION =
      Command.of(
          "information-1",
          ConnectionCommand.DescribeInformation::new,
          Layouts.TEXTS_BY_KEY,
          Collections.emptySortedMap());

  static final Command<Duration, Boolean> ENABLE_PING =
      Command.of("enable-ping-1", DURATION, ConnectionCommand.EnablePing::new, FLAG, false);
  static final Command<Done, Boolean> DISABLE_PING =
      Command.of("disable-ping-1", ConnectionCommand.DisablePing::new, FLAG, false);
  static final Command<Done, Optional<Duration>> PING =
      Command.of(
          "ping-1", ConnectionCommand.DescribePing::new, DURATION.optional(), Optional.empty());

  /** What a recording keeps at most. */
  record Bounds(int mostMessages, Duration longest) {}

  static final Command<Bounds, Optional<Integer>> START_RECORDING =
      Command.of(
          "start-recording-1",
          Layout.of(NUMBER, Bounds::mostMessages, DURATION, Bounds::longest, Bounds::new),
          (bounds, replyTo) ->
              new ConnectionCommand.StartRecording(bounds.mostMessages, bounds.longest, replyTo),
          NUMBER.optional(),
          Optional.empty());
  static final Command<Done, Boolean> STOP_RECORDING =
      Command.of("stop-recording-1", ConnectionCommand.StopRecording::new, FLAG, false);
  static final Command<Done, Boolean> CLEAR_RECORDING =
      Command.of("clear-recording-1", ConnectionCommand.ClearRecording::new, FLAG, false);
  static final Command<Done, SentMessages> RECORDING =
      Command.of(
          "recording-1",
          ConnectionCommand.DescribeRecording::new,
          Layouts.SENT_MESSAGES,
          SentMessages.NONE);

  static final Command<Done, Ghosted> ACTIVATE_GHOST =
      Command.of(
          "activate-ghost-1",
          ConnectionCommand.ActivateGhost::new,
          GHOSTED,
          Ghosted.UNKNOWN_CONNECTION);
  static final Command<Done, Boolean> RELEASE_GHOST =
      Command.of("release-ghost-1", ConnectionCommand.ReleaseGhost::new, FLAG, false);
  static final Command<Done, Boolean> IS_GHOST =
      Command.of("is-ghost-1", ConnectionCommand.DescribeGhost::new, FLAG, false);

  static final Command<ByteString, Stored> REPLACE_SESSION =
      Command.of(
          "replace-session-1",
          Layouts.BYTES,
          ConnectionCommand.ReplaceSession::new,
          STORED,
          Stored.UNKNOWN_CONNECTION);
  static final Command<ByteString, Stored> UPDATE_SESSION =
      Command.of(
          "update-session-1",
          Layouts.BYTES,
          ConnectionCommand.UpdateSession::new,
          STORED,
          Stored.UNKNOWN_CONNECTION);

  /** All of them, in order of their introduction. */
  static final List<Command<?, ?>> ALL =
      List.of(
          JOIN,
          LEAVE,
          LEAVE_ALL,
          DESCRIBE,
          CLOSE,
          STORE,
          FORGET,
          FORGET_ALL,
          INFORMATION,
          ENABLE_PING,
          DISABLE_PING,
          PING,
          START_RECORDING,
          STOP_RECORDING,
          CLEAR_RECORDING,
          RECORDING,
          ACTIVATE_GHOST,
          RELEASE_GHOST,
          IS_GHOST,
          REPLACE_SESSION,
          UPDATE_SESSION);

  private Commands() {}
}
