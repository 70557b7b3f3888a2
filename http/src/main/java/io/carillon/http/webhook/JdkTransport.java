package io.carillon.http.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Posts with the client that comes with Java.
 *
 * <p>Not with Pekko HTTP's: that one's connections would run with the socket settings that make the
 * written count exact, where each write waits for the kernel, and its pool queues and retries by
 * rules of its own. This one sends a POST once, keeps connections alive, checks certificates and
 * host names, follows no redirect, and takes the JVM's proxy and trust store. HTTP/1.1, since an
 * upgrade to HTTP/2 over plain text confuses small servers. Thread-safe.
 */
final class JdkTransport implements Transport {
  private final HttpClient client;

  /**
   * Makes its own client.
   *
   * @param executor may be blocked: host names are looked up there
   */
  JdkTransport(Executor executor) {
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public CompletionStage<Answer> send(Post post) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(post.url())
              .timeout(post.timeout())
              .POST(BodyPublishers.ofByteArray(post.body().toArrayUnsafe()));
      post.headers().forEach(request::header);
      return client
          .sendAsync(request.build(), head -> new IgnoredBody())
          .thenApply(
              answer ->
                  new Answer(answer.statusCode(), answer.headers().firstValue("Retry-After")));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
