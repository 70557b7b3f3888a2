package io.carillon.http.frankenphp;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.http.endpoint.Call;
import io.carillon.http.endpoint.DurationText;
import io.carillon.http.endpoint.Query;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import io.carillon.http.settings.Opcode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a send may carry behind the question mark, besides {@code route}: {@code level}, {@code
 * timeout}, {@code opcode}, {@code exclude}.
 *
 * @param defaults what holds for a parameter that was not sent
 */
record SendParameters(SendDefaults defaults) {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Map<String, Level> LEVELS =
      Map.of("accepted", Level.ACCEPTED, "written", Level.WRITTEN, "received", Level.RECEIVED);
  private static final Map<String, Opcode> OPCODES =
      Map.of("auto", Opcode.AUTO, "text", Opcode.TEXT, "binary", Opcode.BINARY);

  /** How the broadcast is carried out. */
  BroadcastOptions options(Query query) {
    Level level =
        query
            .value("level")
            .map(text -> word("level", text, LEVELS, "accepted, written or received"))
            .orElse(defaults.level());
    Duration timeout =
        query
            .value("timeout")
            .map(
                text ->
                    DurationText.parse(text, LONGEST_WAIT)
                        .orElseThrow(
                            bad("timeout", text, "a duration from 1ms to 60s, as in 500ms")))
            .orElse(defaults.timeout());
    return BroadcastOptions.DEFAULT.withLevel(level).withTimeout(timeout);
  }

  /** Connections to leave out; an empty list leaves out nobody. */
  Set<ConnectionId> exclude(Query query) {
    Set<ConnectionId> ids = new LinkedHashSet<>();
    for (String text : query.text("exclude").map(list -> list.split(",")).orElse(new String[0])) {
      ids.add(
          ConnectionId.parse(text)
              .orElseThrow(
                  bad("exclude", text, "connection ids of 1 to 128 characters, by commas")));
    }
    return ids;
  }

  /** The body as a message of the kind that was asked for. */
  Message message(Call call) {
    Opcode opcode =
        call.query()
            .value("opcode")
            .map(text -> word("opcode", text, OPCODES, "auto, text or binary"))
            .orElse(defaults.opcode());
    return opcode
        .toMessage(call.body())
        .orElseThrow(
            () ->
                Refusal.badRequest("opcode", "invalid opcode 'text': the body is not valid UTF-8"));
  }

  private static <T> T word(String name, String text, Map<String, T> words, String expectation) {
    T value = words.get(text);
    if (value == null) {
      throw bad(name, text, expectation).get();
    }
    return value;
  }

  private static Supplier<Refusal> bad(String name, String text, String expectation) {
    return () ->
        Refusal.badRequest(
            name, "invalid " + name + " '" + Shown.of(text) + "': expected " + expectation);
  }
}
