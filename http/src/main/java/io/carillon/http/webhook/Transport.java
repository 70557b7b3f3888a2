package io.carillon.http.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** Posts over HTTP. Never blocks its caller. */
interface Transport {

  /**
   * One request.
   *
   * @param timeout from connecting to the status of the answer
   */
  record Post(URI url, Map<String, String> headers, ByteString body, Duration timeout) {
    public Post {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * What came back.
   *
   * @param retryAfter the header of this name, as it was sent
   */
  record Answer(int status, Optional<String> retryAfter) {}

  /** Sends one request once; fails if there is no answer in time. */
  CompletionStage<Answer> send(Post post);
}
