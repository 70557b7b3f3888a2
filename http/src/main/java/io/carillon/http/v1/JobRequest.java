package io.carillon.http.v1;

import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import io.carillon.http.jobs.Calendar;
import io.carillon.http.jobs.FixedRate;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.Schedule;
import io.carillon.http.jobs.Template;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * The body of {@code PUT /v1/jobs/{name}}.
 *
 * <pre>{@code
 * {"cron":"0 9 * * MON-FRI","timeZone":"Europe/Paris","target":{"route":"/chat"},
 *  "message":{"text":"{{iso}}","kind":"text"},"level":"received","timeout":"2s",
 *  "quorum":10,"timeToLive":"30s","conflationKey":"clock"}
 * }</pre>
 *
 * <p>Exactly one of {@code every} and {@code cron}, {@code target} and {@code message} are
 * required; {@code text} is a {@link Template}. {@code timeZone} is {@code UTC}, and the rest as
 * for a broadcast.
 */
final class JobRequest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  private JobRequest() {}

  static Job read(String name, ByteString body) {
    if (!Job.isName(name)) {
      throw Refusal.badRequest(
          "name", "name: expected " + Job.NAME_EXPECTATION + ", was " + Shown.of(name));
    }
    Fields fields = StrictJson.object(body);
    Schedule schedule = schedule(fields);
    Target target = TargetFields.read(fields.object("target"));
    Fields message = fields.object("message");
    Template template = template(message);
    Message.Kind kind = MessageFields.kind(message).orElse(Message.Kind.TEXT);
    message.rejectUnknown();
    Job job = new Job(name, schedule, target, template, kind, BroadcastRequest.options(fields));
    fields.rejectUnknown();
    return job;
  }

  private static Schedule schedule(Fields fields) {
    ZoneId zone = fields.text("timeZone").map(text -> zone(fields, text)).orElse(UTC);
    Optional<Duration> every = fields.duration("every", FixedRate.LEAST, FixedRate.MOST);
    Optional<String> cron = fields.text("cron");
    if (every.isPresent() && cron.isPresent()) {
      throw fields.bad("cron", "not together with every, expected exactly one of every and cron");
    }
    if (every.isEmpty() && cron.isEmpty()) {
      throw fields.bad("every", "is missing, expected exactly one of every and cron");
    }
    return every
        .<Schedule>map(period -> new FixedRate(period, zone))
        .orElseGet(() -> calendar(fields, cron.orElseThrow(), zone));
  }

  private static ZoneId zone(Fields fields, String text) {
    return Schedule.zone(text)
        .orElseThrow(() -> fields.bad("timeZone", "expected " + Schedule.ZONE_EXPECTATION));
  }

  private static Calendar calendar(Fields fields, String cron, ZoneId zone) {
    try {
      return Calendar.of(cron, zone);
    } catch (IllegalArgumentException e) {
      throw fields.bad("cron", "expected a cron expression: " + Shown.of(e.getMessage()));
    }
  }

  private static Template template(Fields message) {
    String text = message.requiredText("text");
    try {
      return Template.of(text);
    } catch (IllegalArgumentException e) {
      throw message.bad("text", Shown.of(e.getMessage()));
    }
  }
}
