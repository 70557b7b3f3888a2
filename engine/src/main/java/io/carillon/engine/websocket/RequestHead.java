package io.carillon.engine.websocket;

import java.util.List;
import java.util.Optional;

/**
 * The request line and header fields of one HTTP/1.x request (RFC 9112 §2.1).
 *
 * @param method as sent; methods are case-sensitive
 * @param target the request target exactly as sent: origin-form, absolute-form or {@code *}
 * @param version {@code HTTP/1.0}, {@code HTTP/1.1} or another {@code HTTP/1.x}
 * @param headers in the order they were sent
 */
public record RequestHead(String method, String target, String version, List<Header> headers) {
  public RequestHead {
    headers = List.copyOf(headers);
  }

  /**
   * The target's path exactly as sent, without the query and without decoding; {@code /} for an
   * absolute target that has none.
   */
  public String path() {
    int start = pathStart();
    int query = target.indexOf('?', start);
    String path = target.substring(start, query < 0 ? target.length() : query);
    return path.isEmpty() ? "/" : path;
  }

  /** What follows the first {@code ?} exactly as sent; empty if there is none. */
  public Optional<String> query() {
    int query = target.indexOf('?', pathStart());
    return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
  }

  /** The value of the first header with this name, in any case of letters. */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.isNamed(name)).map(Header::value).findFirst();
  }

  /** The values of all headers with this name, in any case of letters, in their order. */
  public List<String> headers(String name) {
    return headers.stream().filter(header -> header.isNamed(name)).map(Header::value).toList();
  }

  /**
   * Whether the comma-separated lists in all headers with this name hold the token, in any case of
   * letters (RFC 9110 §5.6.1).
   */
  public boolean hasToken(String name, String token) {
    for (String value : headers(name)) {
      for (String element : value.split(",", -1)) {
        if (element.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private int pathStart() {
    if (target.startsWith("/") || target.equals("*")) {
      return 0;
    }
    int authority = target.indexOf("://") + 3;
    for (int i = authority; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return i;
      }
    }
    return target.length();
  }
}
