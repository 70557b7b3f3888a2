package io.carillon.http.admin;

import io.carillon.http.endpoint.BearerToken;
import io.carillon.http.endpoint.Refusal;
import io.carillon.http.endpoint.Shown;
import io.carillon.http.settings.AdminSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * What every request to the admin port passes first, whether or not its path exists: the name it
 * called, the page it came from, its token, and that it is no WebSocket.
 *
 * <p>Listening on localhost alone is no defence: any page in a browser on this machine can reach
 * it. Thread-safe.
 */
final class Gate {
  private final HostPolicy hosts;
  private final OriginPolicy origins;
  private final Optional<BearerToken> token;
  private final FailedLogins failedLogins;

  Gate(AdminSettings settings, FailedLogins failedLogins) {
    AdminSettings.Access access = settings.access();
    hosts = new HostPolicy(settings.host(), access.allowedHosts());
    origins = new OriginPolicy(Set.copyOf(access.allowedOrigins()));
    token = Optional.of(access.token()).filter(text -> !text.isEmpty()).map(BearerToken::new);
    this.failedLogins = failedLogins;
  }

  /**
   * Lets a request in.
   *
   * @throws Refusal 403, 401, 429 or 500 saying why it stays out
   */
  void check(HttpRequest request) {
    checkCaller(request);
    checkToken(request);
    if (header(request, "Upgrade").toLowerCase(Locale.ROOT).contains("websocket")) {
      throw Refusal.of(StatusCodes.INTERNAL_SERVER_ERROR, "websocket connections aren't allowed");
    }
  }

  /**
   * Looks at the name that was called and the page that calls, not at the token, which browsers do
   * not send along when they only ask whether they may.
   *
   * @throws Refusal 403
   */
  void checkCaller(HttpRequest request) {
    String host = header(request, "Host");
    if (!hosts.allows(host)) {
      throw Refusal.of(StatusCodes.FORBIDDEN, "host not allowed: " + Shown.of(host));
    }
    List<String> sent = headers(request, "Origin");
    if (!origins.allows(
        host, sent, header(request, "Sec-Fetch-Site"), header(request, "Sec-Fetch-Mode"))) {
      throw Refusal.of(
          StatusCodes.FORBIDDEN, "origin not allowed: " + Shown.of(String.join(" ", sent)));
    }
  }

  private void checkToken(HttpRequest request) {
    Optional<String> sent = headers(request, "Authorization").stream().findFirst();
    if (token.isEmpty() || token.get().isIn(sent)) {
      return;
    }
    if (sent.isPresent()) {
      failedLogins.count(request.getAttribute(AttributeKeys.remoteAddress));
    }
    throw Refusal.unauthorized();
  }

  private static String header(HttpRequest request, String name) {
    return String.join(", ", headers(request, name));
  }

  private static List<String> headers(HttpRequest request, String name) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(header -> header.is(name.toLowerCase(Locale.ROOT)))
        .map(HttpHeader::value)
        .toList();
  }
}
