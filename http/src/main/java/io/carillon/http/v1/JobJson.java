package io.carillon.http.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.engine.message.BroadcastOptions;
import io.carillon.http.endpoint.Answer;
import io.carillon.http.jobs.Calendar;
import io.carillon.http.jobs.FixedRate;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.JobRun;
import io.carillon.http.jobs.JobStatus;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes a job as it was defined, and how it fares; what is empty is left out.
 *
 * <pre>{@code
 * {"name":"clock","every":"10s","timeZone":"UTC","target":{"all":true},
 *  "message":{"text":"{{unix}}","kind":"text"},"level":"written","timeout":"1s",
 *  "configured":true,"nextRunAt":"2026-01-01T00:00:10Z","runs":1,"skipped":0,
 *  "lastRun":{"run":1,"startedAt":"2026-01-01T00:00:00Z","receipt":{}}}
 * }</pre>
 */
final class JobJson {
  private JobJson() {}

  static ObjectNode of(JobStatus status) {
    ObjectNode json = definition(status.job());
    json.put("configured", status.isConfigured());
    status.nextRunAt().ifPresent(moment -> json.put("nextRunAt", moment.toString()));
    json.put("runs", status.runs()).put("skipped", status.skipped());
    status.lastRun().ifPresent(run -> json.set("lastRun", of(run)));
    return json;
  }

  static ObjectNode of(JobRun run) {
    ObjectNode json =
        Answer.object().put("run", run.number()).put("startedAt", run.startedAt().toString());
    run.receipt().ifPresent(receipt -> json.set("receipt", ReceiptJson.of(receipt)));
    run.failure()
        .ifPresent(failure -> json.put("failure", failure.name().toLowerCase(Locale.ROOT)));
    return json;
  }

  private static ObjectNode definition(Job job) {
    ObjectNode json = Answer.object().put("name", job.name());
    if (job.schedule() instanceof FixedRate rate) {
      json.put("every", text(rate.period()));
    } else if (job.schedule() instanceof Calendar calendar) {
      json.put("cron", calendar.expression());
    }
    json.put("timeZone", job.schedule().zone().getId());
    json.set("target", TargetJson.of(job.target()));
    json.putObject("message")
        .put("text", job.template().toString())
        .put("kind", job.kind().name().toLowerCase(Locale.ROOT));
    BroadcastOptions options = job.options();
    json.put("level", options.level().name().toLowerCase(Locale.ROOT))
        .put("timeout", text(options.timeout()));
    options.quorum().ifPresent(quorum -> json.put("quorum", quorum));
    options.timeToLive().ifPresent(life -> json.put("timeToLive", text(life)));
    options.conflationKey().ifPresent(key -> json.put("conflationKey", key));
    return json;
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
