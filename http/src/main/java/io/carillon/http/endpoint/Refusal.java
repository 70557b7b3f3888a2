package io.carillon.http.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * A request is answered with an error; its message is for the caller and holds nothing internal.
 *
 * <p>Neutral as to how the error looks: that is the API's {@link ErrorStyle}.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;
  private final transient Optional<String> field;
  private final transient List<HttpHeader> headers;

  private Refusal(
      StatusCode status, String detail, Optional<String> field, List<HttpHeader> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.field = field;
    this.headers = List.copyOf(headers);
  }

  /** 400 because of one field, named as the caller sent it. */
  public static Refusal badRequest(String field, String detail) {
    return new Refusal(StatusCodes.BAD_REQUEST, detail, Optional.of(field), List.of());
  }

  /** 400 because of the request as a whole. */
  public static Refusal badRequest(String detail) {
    return of(StatusCodes.BAD_REQUEST, detail);
  }

  /** Any status that needs no header. */
  public static Refusal of(StatusCode status, String detail) {
    return new Refusal(status, detail, Optional.empty(), List.of());
  }

  /** 401 asking for a bearer token (RFC 6750 §3). */
  public static Refusal unauthorized() {
    return withHeader(
        StatusCodes.UNAUTHORIZED, "bearer token required", "WWW-Authenticate", "Bearer");
  }

  /** 429 that says when the next request will be looked at (RFC 6585 §4). */
  public static Refusal tooMany(String detail, long retryAfterSeconds) {
    return withHeader(
        StatusCodes.TOO_MANY_REQUESTS, detail, "Retry-After", String.valueOf(retryAfterSeconds));
  }

  /** 405 naming what is allowed (RFC 9110 §15.5.6). */
  static Refusal methodNotAllowed(Set<String> allowed) {
    return withHeader(
        StatusCodes.METHOD_NOT_ALLOWED,
        "method not allowed",
        "Allow",
        String.join(", ", new TreeSet<>(allowed)));
  }

  /** 503 that asks to come back in a second. */
  public static Refusal busy(String detail) {
    return withHeader(StatusCodes.SERVICE_UNAVAILABLE, detail, "Retry-After", "1");
  }

  private static Refusal withHeader(StatusCode status, String detail, String name, String value) {
    return new Refusal(status, detail, Optional.empty(), List.of(RawHeader.create(name, value)));
  }

  public StatusCode status() {
    return status;
  }

  public String detail() {
    return getMessage();
  }

  /** The one field that is wrong, if there is one. */
  public Optional<String> field() {
    return field;
  }

  public List<HttpHeader> headers() {
    return headers;
  }
}
