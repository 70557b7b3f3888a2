package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs over HTTP, and what they send. */
class JobsIT {
  private static final String HOURLY =
      "{'cron':'@hourly','target':{'route':'/chat'},'message':{'text':'{{job}} {{run}} {{connections}}'}}";

  private Door door;

  @BeforeEach
  void open() {
    door =
        Door.open(
            "carillon.max-jobs = 3",
            "carillon.jobs.fixed { cron = \"@daily\", target.tag = vip, message = \"{{unix}}\" }");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private HttpResponse<String> define(String name, String json) {
    return door.admin("PUT", "/v1/jobs/" + name, json.replace('\'', '"'));
  }

  private JsonNode job(String name) {
    return Door.json(door.get("/v1/jobs/" + name));
  }

  private static void isProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Door.json(response).get("status").asInt()).isEqualTo(status);
    assertThat(Door.json(response).get("detail").asText()).contains(detail);
  }

  @Test
  void sendsByTheClock() {
    Peer here = door.connect("/chat");
    Peer elsewhere = door.connect("/api");

    define("tick", "{'every':'50ms','target':{'route':'/chat'},'message':{'text':'{{run}}'}}");

    await().until(() -> here.heard().size() >= 5);
    assertThat(here.heard()).startsWith("text:1", "text:2", "text:3", "text:4", "text:5");
    assertThat(elsewhere.heard()).isEmpty();
    JsonNode job = job("tick");
    assertThat(job.get("runs").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(job.at("/lastRun/receipt/targeted").asInt()).isOne();
    assertThat(job.at("/lastRun/receipt/counts/written").asInt()).isOne();
    assertThat(Instant.parse(job.get("nextRunAt").asText())).isAfter(Instant.EPOCH);

    assertThat(door.admin("DELETE", "/v1/jobs/tick", "").statusCode()).isEqualTo(204);
    int heard = here.settle().heard().size();
    assertThat(here.settle().heard()).hasSizeBetween(heard, heard + 1);
    isProblem(door.get("/v1/jobs/tick"), 404, "no such job");
  }

  @Test
  void runsAJobAtOnce() {
    Peer peer = door.connect("/chat");
    assertThat(define("news", HOURLY).statusCode()).isEqualTo(201);

    JsonNode run = Door.json(door.post("/v1/jobs/news/run", ""));

    assertThat(run.get("run").asInt()).isOne();
    assertThat(run.at("/receipt/counts/written").asInt()).isOne();
    await().until(() -> peer.heard().contains("text:news 1 1"));
    assertThat(job("news").at("/lastRun/receipt/id")).isEqualTo(run.at("/receipt/id"));
  }

  @Test
  void theReceiptGoesOnFillingIn() {
    Peer peer = door.connect("/chat");
    define(
        "news",
        "{'cron':'@hourly','target':{'all':true},'message':{'text':'x'},'level':'received',"
            + "'timeout':'1ms'}");
    door.post("/v1/jobs/news/run", "");

    await()
        .until(() -> job("news").at("/lastRun/receipt/counts/received").asInt(), got -> got == 1);
    peer.leave();
  }

  @Test
  void answersWithTheJobAsItStands() {
    HttpResponse<String> created = define("news", HOURLY);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode job = Door.json(created);
    assertThat(job.get("name").asText()).isEqualTo("news");
    assertThat(job.get("cron").asText()).isEqualTo("@hourly");
    assertThat(job.get("timeZone").asText()).isEqualTo("UTC");
    assertThat(job.get("target")).isEqualTo(Door.json("{'route':'/chat'}"));
    assertThat(job.get("configured").asBoolean()).isFalse();
    assertThat(job.get("runs").asInt()).isZero();
    assertThat(job.has("lastRun")).isFalse();

    HttpResponse<String> replaced =
        define("news", "{'every':'1m','target':{'all':true},'message':{'text':''}}");
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(Door.json(replaced).get("every").asText()).isEqualTo("60s");
    assertThat(Door.json(replaced).has("cron")).isFalse();
  }

  @Test
  void listsThoseOfTheConfigurationToo() {
    define("a", HOURLY);

    JsonNode jobs = Door.json(door.get("/v1/jobs")).get("jobs");

    assertThat(jobs).extracting(job -> job.get("name").asText()).containsExactly("a", "fixed");
    assertThat(jobs.get(1).get("configured").asBoolean()).isTrue();
    assertThat(jobs.get(1).get("target")).isEqualTo(Door.json("{'tags':['vip']}"));
  }

  @Test
  void leavesTheConfigurationAlone() {
    isProblem(define("fixed", HOURLY), 409, "stands in the configuration");
    isProblem(door.admin("DELETE", "/v1/jobs/fixed", ""), 409, "stands in the configuration");
    assertThat(door.post("/v1/jobs/fixed/run", "").statusCode()).isEqualTo(200);
  }

  @Test
  void takesNoMoreThanItMay() {
    define("a", HOURLY);
    define("b", HOURLY);

    isProblem(define("c", HOURLY), 409, "as many jobs as carillon.max-jobs allows");
    assertThat(define("b", HOURLY).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'every':'0s','target':{'all':true},'message':{'text':'x'}}          | every        | expected a duration from 10ms
          {'cron':'* *','target':{'all':true},'message':{'text':'x'}}          | cron         | expected a cron expression
          {'every':'1s','target':{},'message':{'text':'x'}}                    | target       | expected exactly one of
          {'every':'1s','target':{'all':true},'message':{'text':'{{what}}'}}   | message.text | unknown placeholder {{what}}
          {'every':'1s'                                                        |              | invalid JSON
          """)
  void namesTheValueThatIsWrong(String json, String field, String detail) {
    HttpResponse<String> response = define("bad", json);

    isProblem(response, 400, detail);
    assertThat(Door.json(response).path("field").asText("")).isEqualTo(field == null ? "" : field);
    isProblem(door.get("/v1/jobs/bad"), 404, "no such job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%C3%A9"})
  void refusesNamesThatAreNone(String name) {
    isProblem(define(name, HOURLY), 400, "name: expected 1 to 64 letters, digits, _ and -");
  }

  @Test
  void knowsNoJobOfAnotherName() {
    isProblem(door.get("/v1/jobs/none"), 404, "no such job");
    isProblem(door.admin("DELETE", "/v1/jobs/none", ""), 404, "no such job");
    isProblem(door.post("/v1/jobs/none/run", ""), 404, "no such job");
    isProblem(door.get("/v1/jobs?all=1"), 400, "all");
  }
}
