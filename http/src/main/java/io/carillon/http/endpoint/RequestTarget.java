package io.carillon.http.endpoint;

import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * What the request line asks for, exactly as it was sent (RFC 9112 §3.2), so that escapes are
 * decoded once and by us.
 *
 * @param path begins with a slash; still encoded
 * @param query without its question mark, empty if there is none; still encoded
 */
public record RequestTarget(String path, String query) {

  /** Reads the target; the port's settings ask Pekko HTTP to keep it as a header. */
  public static RequestTarget of(HttpRequest request) {
    return parse(
        request
            .getHeader("Raw-Request-URI")
            .map(HttpHeader::value)
            .orElseGet(() -> request.getUri().getPathString()));
  }

  static RequestTarget parse(String raw) {
    String origin = originForm(raw);
    int mark = origin.indexOf('?');
    return mark < 0
        ? new RequestTarget(origin, "")
        : new RequestTarget(origin.substring(0, mark), origin.substring(mark + 1));
  }

  /** Takes scheme and authority off an absolute target; whatever has no path is the root. */
  private static String originForm(String raw) {
    if (raw.startsWith("/")) {
      return raw;
    }
    int scheme = raw.indexOf("://");
    int slash = scheme < 0 ? -1 : raw.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : raw.substring(slash);
  }
}
