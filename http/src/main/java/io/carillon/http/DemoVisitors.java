package io.carillon.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who use the demo's HTTP APIs from outside: a publisher who notifies, and a few visitors who
 * look at pages. On a thread of its own, which waits for no answer; what fails is left at that.
 */
final class DemoVisitors {
  private static final Logger LOG = LoggerFactory.getLogger(DemoVisitors.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int VISITORS = 7;
  private static final List<String> PAGES =
      List.of("/", "/cv?theme=backend", "/projects", "/letters");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "carillon-demo");
            thread.setDaemon(true);
            return thread;
          });
  private final DemoPorts ports;
  private int notifications;
  private int views;

  DemoVisitors(DemoPorts ports) {
    this.ports = ports;
  }

  void start() {
    timer.scheduleAtFixedRate(this::view, 1, 3, TimeUnit.SECONDS);
    timer.scheduleAtFixedRate(this::publish, 2, 6, TimeUnit.SECONDS);
  }

  void stop() {
    timer.shutdownNow();
  }

  private void publish() {
    int number = ++notifications;
    String body =
        "{\"notification\":{\"package\":\"demo\",\"page\":\"news\",\"filters\":{\"values\":{"
            + "\"channel\":"
            + (number % 3 + 1)
            + "}},\"message\":\"news number "
            + number
            + "\"}}";
    post(request(DemoPorts.http(ports.admin(), "/v1/notifications"), body));
  }

  private void view() {
    int number = views++;
    String body =
        "{\"event_type\":\"page_view\",\"page_url\":\"" + PAGES.get(number % PAGES.size()) + "\"}";
    post(
        request(DemoPorts.http(ports.web(), "/api/v1/analytics/event"), body)
            .header("Cookie", "maicivy_session=demo-visitor-" + number % VISITORS));
  }

  private static HttpRequest.Builder request(URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private void post(HttpRequest.Builder request) {
    client
        .sendAsync(request.build(), BodyHandlers.discarding())
        .whenComplete((answer, failure) -> LOG.debug("the demo posted: {}", answer, failure));
  }
}
