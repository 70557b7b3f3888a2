package io.carillon.http.jobs;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A message that is broadcast by the clock.
 *
 * @param name what it is called: 1 to 64 letters, digits, {@code _} and {@code -}
 * @param schedule when
 * @param target to whom; resolved anew for each run
 * @param template what; filled in for each run
 * @param kind as which kind of message
 * @param options how; an answer is waited for at most half of what lies between two runs, so that a
 *     slow target never holds up the next one
 */
public record Job(
    String name,
    Schedule schedule,
    Target target,
    Template template,
    Message.Kind kind,
    BroadcastOptions options) {

  /** What a name has to be, for messages. */
  public static final String NAME_EXPECTATION = "1 to 64 letters, digits, _ and -";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public Job {
    if (!isName(name)) {
      throw new IllegalArgumentException("a job's name must be " + NAME_EXPECTATION);
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(template, "template");
    Objects.requireNonNull(kind, "kind");
    Duration most = schedule.shortestPause().dividedBy(2);
    if (options.timeout().compareTo(most) > 0) {
      options = options.withTimeout(most);
    }
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** What one run sends. */
  Message message(Moment moment) {
    return new Message(kind, template.render(moment));
  }
}
