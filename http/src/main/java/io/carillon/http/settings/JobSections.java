package io.carillon.http.settings;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.http.jobs.Calendar;
import io.carillon.http.jobs.FixedRate;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.RunOn;
import io.carillon.http.jobs.Schedule;
import io.carillon.http.jobs.Template;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code carillon.jobs}, each over {@code carillon.job-defaults}. */
final class JobSections {
  private static final int MOST = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final int MOST_KEY_CHARACTERS = 256;
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final FixedRate ANY = new FixedRate(FixedRate.MOST, UTC);
  private static final Map<String, RunOn> RUN_ON = Words.of(RunOn.values());
  private static final Map<String, Message.Kind> OPCODES = Words.of(Message.Kind.values());
  private static final Map<String, Level> LEVELS =
      Words.of(Level.ACCEPTED, Level.WRITTEN, Level.RECEIVED);

  private JobSections() {}

  static JobSettings read(Section carillon) {
    int most = carillon.number("max-jobs", 0, MOST, "a number of jobs");
    Section defaults = carillon.section("job-defaults");
    Section block = carillon.section("jobs");
    zone(defaults);
    kind(defaults);
    options(defaults);
    defaults.rejectUnknownKeys();
    List<Job> configured = new ArrayList<>();
    block
        .sections()
        .forEach(
            (name, section) -> {
              block.checkName(name, Job::isName, "a name of " + Job.NAME_EXPECTATION);
              block.checkName(
                  name, any -> configured.size() < most, "no more jobs than carillon.max-jobs");
              configured.add(readJob(Job.isName(name) ? name : "_", section.orElse(defaults)));
            });
    return new JobSettings(most, carillon.word("jobs-run-on", RUN_ON), configured);
  }

  private static Job readJob(String name, Section section) {
    Job job =
        new Job(
            name,
            schedule(section, zone(section)),
            TargetSection.read(section.section("target")),
            section.parsed("message", "a template", Template::of, Template.of("")),
            kind(section),
            options(section));
    section.rejectUnknownKeys();
    return job;
  }

  private static Schedule schedule(Section section, ZoneId zone) {
    if (section.has("cron")) {
      if (section.has("every")) {
        section.reject("every", "either every or cron");
      }
      return section.parsed("cron", "a cron expression", text -> Calendar.of(text, zone), ANY);
    }
    if (section.has("every")) {
      return new FixedRate(section.duration("every", FixedRate.LEAST, FixedRate.MOST), zone);
    }
    section.require("every", "every = 10s or cron = \"0 9 * * MON-FRI\"");
    return ANY;
  }

  private static ZoneId zone(Section section) {
    String text =
        section.text(
            "time-zone", zone -> Schedule.zone(zone).isPresent(), Schedule.ZONE_EXPECTATION);
    return Schedule.zone(text).orElse(UTC);
  }

  private static Message.Kind kind(Section section) {
    return section.word("opcode", OPCODES);
  }

  private static BroadcastOptions options(Section section) {
    BroadcastOptions options =
        BroadcastOptions.DEFAULT
            .withLatency()
            .withLevel(section.word("level", LEVELS))
            .withTimeout(section.duration("timeout", LONGEST_WAIT));
    if (section.has("quorum")) {
      options =
          options.withQuorum(section.number("quorum", 1, Integer.MAX_VALUE, "a number of targets"));
    }
    if (section.has("time-to-live")) {
      options = options.withTimeToLive(section.duration("time-to-live", LONGEST_LIFE));
    }
    if (section.has("conflation-key")) {
      options =
          options.withConflationKey(
              section.text(
                  "conflation-key",
                  key -> !key.isEmpty() && key.length() <= MOST_KEY_CHARACTERS,
                  "1 to " + MOST_KEY_CHARACTERS + " characters"));
    }
    return options;
  }
}
