package io.carillon.http.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.engine.message.BroadcastOptions;
import io.carillon.engine.message.Level;
import io.carillon.engine.message.Message;
import io.carillon.engine.message.Target;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.jobs.Calendar;
import io.carillon.http.jobs.FixedRate;
import io.carillon.http.jobs.Job;
import io.carillon.http.jobs.JobStatus;
import io.carillon.http.jobs.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("carillon.root"), "docs", "protocol", "examples");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static Job read(String json) {
    return JobRequest.read(
        "clock", ByteString.fromString(json.replace('\'', '"'), StandardCharsets.UTF_8));
  }

  private static Job example(String name) throws IOException {
    return read(Files.readString(EXAMPLES.resolve("workerman-" + name + ".json")));
  }

  private static Refusal refusal(String json) {
    return catchThrowableOfType(Refusal.class, () -> read(json));
  }

  @Test
  void fillsInTheDefaults() throws IOException {
    assertThat(example("clock"))
        .isEqualTo(
            new Job(
                "clock",
                new FixedRate(Duration.ofSeconds(10), UTC),
                Target.all(),
                Template.of("{{unix}}"),
                Message.Kind.TEXT,
                BroadcastOptions.DEFAULT.withLatency()));
  }

  @Test
  void aBareNumberIsMilliseconds() {
    assertThat(read("{'every':1500,'target':{'all':true},'message':{'text':''}}").schedule())
        .isEqualTo(new FixedRate(Duration.ofMillis(1500), UTC));
  }

  @Test
  void readsEveryField() throws IOException {
    ZoneId paris = ZoneId.of("Europe/Paris");

    assertThat(example("standup"))
        .isEqualTo(
            new Job(
                "clock",
                Calendar.of("0 9 * * MON-FRI", paris),
                Target.group("team-7").within("/chat"),
                Template.of("{\"at\":\"{{iso}}\",\"run\":{{run}},\"here\":{{connections}}}"),
                Message.Kind.BINARY,
                BroadcastOptions.DEFAULT
                    .withLatency()
                    .withLevel(Level.RECEIVED)
                    .withTimeout(Duration.ofMillis(400))
                    .withQuorum(2)
                    .withTimeToLive(Duration.ofMinutes(1))
                    .withConflationKey("standup")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock", "standup"})
  void thePageShowsTheFile(String name) throws IOException {
    assertThat(Files.readString(EXAMPLES.resolveSibling("workerman.md")))
        .contains(
            "```json\n"
                + Files.readString(EXAMPLES.resolve("workerman-" + name + ".json"))
                + "```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock", "standup"})
  void whatIsWrittenIsReadAsTheSame(String name) throws IOException {
    Job job = example(name);
    String json =
        JobJson.of(new JobStatus(job, false, Optional.empty(), 0, 0, Optional.empty())).toString();
    String definition = json.replaceAll("\"name\":\"clock\",|,\"configured\".*(?=})", "");

    assertThat(read(definition)).isEqualTo(job);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'all':true}",
        "{'route':'/chat'}",
        "{'listener':'main','route':'/chat'}",
        "{'tags':['a','b'],'route':'/chat'}",
        "{'groups':['a']}",
        "{'users':['7']}",
        "{'tagExpression':'vip & !b'}",
        "{'connections':['a','b'],'exclude':['b','c']}",
        "{'all':true,'exclude':['c']}"
      })
  void aTargetIsWrittenAsItIsRead(String target) {
    Job job = read("{'every':'1s','target':" + target + ",'message':{'text':''}}");

    assertThat(TargetJson.of(job.target()).toString()).isEqualTo(target.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'target':{'all':true},'message':{'text':''}}                            | every           | expected exactly one of every and cron
          {'every':'1s','cron':'* * * * *','target':{'all':true},'message':{'text':''}} | cron       | not together with every, expected exactly one of every and cron, was "* * * * *"
          {'every':'10','target':{'all':true},'message':{'text':''}}               | every           | expected a duration from 10ms to 604800s with its unit, as in "500ms" or "10s", or a number of milliseconds, was "10"
          {'every':9,'target':{'all':true},'message':{'text':''}}                  | every           | or a number of milliseconds, was 9
          {'every':'1s','target':{},'message':{'text':''}}                         | target          | expected exactly one of route, all
          {'every':'9ms','target':{'all':true},'message':{'text':''}}              | every           | expected a duration from 10ms to 604800s
          {'every':'1y','target':{'all':true},'message':{'text':''}}               | every           | expected a duration
          {'cron':'61 * * * *','target':{'all':true},'message':{'text':''}}        | cron            | expected a cron expression: Failed to parse cron expression. Value 61 not in range [0, 59], was "61 * * * *"
          {'cron':'0 0 30 2 *','target':{'all':true},'message':{'text':''}}        | cron            | it names no time that will come
          {'cron':'#','target':{'all':true},'message':{'text':''}}                 | cron            | expected a cron expression
          {'every':'1s','timeZone':'Mars','target':{'all':true},'message':{'text':''}} | timeZone    | expected a time zone, as in UTC, Europe/Paris or +02:00, was "Mars"
          {'every':'1s','message':{'text':''}}                                     | target          | is missing
          {'every':'1s','target':{'all':true,'tag':'a'},'message':{'text':''}}     | target.tag      | expected exactly one of
          {'every':'1s','target':{'all':true}}                                     | message         | is missing
          {'every':'1s','target':{'all':true},'message':{}}                        | message.text    | is missing, expected a text
          {'every':'1s','target':{'all':true},'message':{'text':5}}                | message.text    | expected a text, was 5
          {'every':'1s','target':{'all':true},'message':{'base64':'AA=='}}         | message.text    | is missing
          {'every':'1s','target':{'all':true},'message':{'text':'{{now}}'}}        | message.text    | unknown placeholder {{now}}; known: unix
          {'every':'1s','target':{'all':true},'message':{'text':'{{run'}}          | message.text    | expected }} after the {{ at character 1
          {'every':'1s','target':{'all':true},'message':{'text':'','kind':'ping'}} | message.kind    | expected one of text, binary
          {'every':'1s','target':{'all':true},'message':{'text':'','codec':'x'}}   | message.codec   | unknown field
          {'every':'1s','target':{'all':true},'message':{'text':''},'level':'read'} | level          | expected one of accepted, written, received
          {'every':'1s','target':{'all':true},'message':{'text':''},'name':'x'}    | name            | unknown field
          """)
  void namesTheFieldThatIsWrong(String json, String field, String detail) {
    Refusal refusal = refusal(json);

    assertThat(refusal.field()).contains(field);
    assertThat(refusal.detail()).startsWith(field + ": ").contains(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "é", "a.b"})
  void refusesNamesThatAreNone(String name) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> JobRequest.read(name, ByteString.emptyByteString()));

    assertThat(refusal.detail())
        .isEqualTo("name: expected 1 to 64 letters, digits, _ and -, was " + name);
  }
}
