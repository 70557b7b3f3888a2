package io.carillon.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Puts a tag on every second connection of a path, through the server's admin API.
 *
 * <p>Asks {@code getClients?route=} for the ids and posts the tag to {@code tag/{id}}, one after
 * the other. Which of the client's own connections that were is found out by a probe, see {@link
 * Audience}.
 */
final class Tagging {

  private static final int SETTLE_SECONDS = 10;
  private static final Pattern ID = Pattern.compile("\"([0-9a-f]{32})\"");

  private final LoadTarget target;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Tagging(LoadTarget target) {
    this.target = target;
  }

  /**
   * Waits until the server lists exactly so many connections, and tags every second of them.
   *
   * @throws IOException if it still lists more or fewer after {@value #SETTLE_SECONDS} seconds
   */
  void tagEverySecond(int connections) throws IOException {
    long deadline = LoadLoop.inSeconds(SETTLE_SECONDS);
    List<String> ids = ids();
    while (ids.size() != connections && System.nanoTime() < deadline) {
      ids = ids();
    }
    if (ids.size() != connections) {
      throw new IOException(ids.size() + " connections are listed, not " + connections);
    }
    for (int i = 0; i < connections / 2; i++) {
      HttpRequest.BodyPublisher tag = HttpRequest.BodyPublishers.ofString(LoadTarget.TAG);
      send(request("/tag/" + ids.get(2 * i)).POST(tag));
    }
  }

  private List<String> ids() throws IOException {
    String answer = send(request("/getClients?route=" + target.path()).GET());
    return ID.matcher(answer).results().map(match -> match.group(1)).toList();
  }

  private HttpRequest.Builder request(String path) {
    String base = "http://127.0.0.1:" + target.publishPort() + target.tagApi();
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private String send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.request().uri() + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
