package io.carillon.engine.websocket;

import java.util.ArrayList;
import java.util.List;

/** The lines of a request head, checked one by one as they end (RFC 9112 §3, §5, §6). */
final class RequestHeadLines {
  private final List<Header> headers = new ArrayList<>();
  private int emptyLines;
  private String method;
  private String target;
  private String version;

  /**
   * Takes the next line without its end and says whether it was the empty one that ends the head.
   */
  boolean accept(String line) throws MalformedHead {
    if (method == null) {
      acceptFirst(line);
      return false;
    }
    if (line.isEmpty()) {
      checkWhole();
      return true;
    }
    if (headers.size() == RequestHeadParser.MAX_HEADERS) {
      throw new MalformedHead(431, "The request has too many headers.");
    }
    headers.add(header(line));
    return false;
  }

  RequestHead head() {
    return new RequestHead(method, target, version, headers);
  }

  /** What to answer when the bytes run out in the present line. */
  MalformedHead tooLong() {
    return method == null
        ? new MalformedHead(414, "The request line is too long.")
        : new MalformedHead(431, "The request head is too long.");
  }

  private void acceptFirst(String line) throws MalformedHead {
    if (!line.isEmpty()) {
      requestLine(line);
    } else if (++emptyLines > RequestHeadParser.MAX_EMPTY_LINES) {
      throw new MalformedHead(400, "Too many empty lines before the request.");
    }
  }

  private void requestLine(String line) throws MalformedHead {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !Tokens.isToken(parts[0])) {
      throw new MalformedHead(400, "The request line is malformed.");
    }
    checkVersion(parts[2]);
    if (!isTarget(parts[1])) {
      throw new MalformedHead(400, "The request target is malformed.");
    }
    method = parts[0];
    target = parts[1];
    version = parts[2];
  }

  private static void checkVersion(String version) throws MalformedHead {
    boolean wellFormed =
        version.length() == 8
            && version.startsWith("HTTP/")
            && Tokens.isDigit(version.charAt(5))
            && version.charAt(6) == '.'
            && Tokens.isDigit(version.charAt(7));
    if (!wellFormed) {
      throw new MalformedHead(400, "The HTTP version is malformed.");
    }
    if (version.charAt(5) != '1') {
      throw new MalformedHead(505, "Only HTTP/1.x is spoken here.");
    }
  }

  /** Origin-form, absolute-form or {@code *} (RFC 9112 §3.2); no fragment. */
  private static boolean isTarget(String target) {
    if (!Tokens.isVisibleAscii(target) || target.indexOf('#') >= 0) {
      return false;
    }
    return target.startsWith("/") || target.equals("*") || isAbsolute(target);
  }

  private static boolean isAbsolute(String target) {
    int scheme = target.indexOf("://");
    return scheme > 0
        && Tokens.isLetter(target.charAt(0))
        && target.substring(0, scheme).chars().allMatch(c -> isSchemeChar((char) c))
        && target.length() > scheme + 3
        && "/?".indexOf(target.charAt(scheme + 3)) < 0;
  }

  private static boolean isSchemeChar(char c) {
    return Tokens.isLetter(c) || Tokens.isDigit(c) || "+-.".indexOf(c) >= 0;
  }

  private static Header header(String line) throws MalformedHead {
    int colon = line.indexOf(':');
    if (colon < 0 || !Tokens.isToken(line.substring(0, colon))) {
      throw new MalformedHead(400, "A header name is malformed.");
    }
    return new Header(line.substring(0, colon), trim(line, colon + 1));
  }

  /** Without the spaces and tabs around it (RFC 9110 §5.5), and without those only. */
  private static String trim(String line, int from) {
    int start = from;
    int end = line.length();
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void checkWhole() throws MalformedHead {
    RequestHead head = head();
    checkHost(head.headers("Host"));
    List<String> lengths = head.headers("Content-Length");
    if (lengths.size() > 1 || !lengths.stream().allMatch(Tokens::isNumber)) {
      throw new MalformedHead(400, "The Content-Length header is malformed.");
    }
    boolean transferEncoding = head.header("Transfer-Encoding").isPresent();
    if (transferEncoding && (!lengths.isEmpty() || version.equals("HTTP/1.0"))) {
      throw new MalformedHead(400, "The Transfer-Encoding header is not allowed here.");
    }
  }

  private void checkHost(List<String> hosts) throws MalformedHead {
    boolean missing = hosts.isEmpty() && !version.equals("HTTP/1.0");
    if (missing || hosts.size() > 1 || !hosts.stream().allMatch(Tokens::isHost)) {
      throw new MalformedHead(400, "Exactly one valid Host header is required.");
    }
  }
}
