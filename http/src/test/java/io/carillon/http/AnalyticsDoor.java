package io.carillon.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A server whose listener speaks analytics, and what a test wants of it. */
final class AnalyticsDoor implements AutoCloseable {
  static final String SOCKET = "/ws/analytics";
  private static final String API = "/api/v1/analytics";
  private static final String ROUTE =
      "carillon.listeners.main.routes.\"/ws/analytics\".protocol = analytics";

  final Door door;

  private AnalyticsDoor(Door door) {
    this.door = door;
  }

  /** Without a limit of requests, unless the settings say otherwise. */
  static AnalyticsDoor open(String... settings) {
    List<String> all =
        new ArrayList<>(List.of(ROUTE, "carillon.analytics.requests-per-minute = 0"));
    all.addAll(List.of(settings));
    return new AnalyticsDoor(Door.open(all.toArray(String[]::new)));
  }

  int port() {
    return door.listener().getPort();
  }

  Peer connect() {
    return door.connect(SOCKET);
  }

  HttpResponse<String> request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return door.send(request.build());
  }

  HttpResponse<String> get(String path) {
    return request("GET", API + path, "");
  }

  /** Posts an event, written with single quotes, as the visitor of a session. */
  HttpResponse<String> track(String session, String event) {
    return request(
        "POST", API + "/event", event.replace('\'', '"'), "Cookie", "maicivy_session=" + session);
  }

  /** What stands under {@code data} in the answer. */
  JsonNode data(String path) {
    return Door.json(get(path)).path("data");
  }

  /** The value of a meter without tags, as Prometheus sees it. */
  String metric(String name) {
    return request("GET", "/metrics", "")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    door.close();
  }
}
