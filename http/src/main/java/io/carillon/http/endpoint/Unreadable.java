package io.carillon.http.endpoint;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers what Pekko HTTP could not read as a request, and closes.
 *
 * <p>Named in the configuration, and found by Pekko through {@link #MODULE$} as a Scala object
 * would be. There is no path yet that an API could be told by, so the style is the compatible one.
 */
public final class Unreadable extends ParsingErrorHandler {
  /** The only instance. */
  public static final Unreadable MODULE$ = new Unreadable();

  private Unreadable() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return ErrorStyle.COMPATIBLE
        .render(Refusal.of(status, Shown.of(error.summary())))
        .addHeader(Connection.create("close"));
  }
}
