package io.carillon.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a test during which anything was logged at ERROR. */
final class NoErrorsLogged implements BeforeEachCallback, AfterEachCallback {
  private static final class Errors extends AppenderBase<ILoggingEvent> {
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        seen.add(event.getLoggerName() + ": " + event.getFormattedMessage());
      }
    }
  }

  private final Errors errors = new Errors();

  @Override
  public void beforeEach(ExtensionContext context) {
    errors.seen.clear();
    errors.start();
    root().addAppender(errors);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    root().detachAppender(errors);
    if (!errors.seen.isEmpty()) {
      throw new AssertionError("Logged at ERROR: " + errors.seen);
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
