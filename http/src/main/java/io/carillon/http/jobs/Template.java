package io.carillon.http.jobs;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/**
 * A text with gaps that each run fills in, as in {@code {"now":{{unix}},"run":{{run}}}}.
 *
 * <p><code>{{</code> opens a gap, <code>}}</code> ends it, and what stands between, spaces aside,
 * is one of the names below; <code>{{{{</code> is written for two braces that open none. Single
 * braces mean themselves, so JSON needs no care. Reading and filling in take time linear in the
 * text. Immutable.
 *
 * <pre>
 * unix         seconds since 1970
 * unix-millis  milliseconds since 1970
 * iso          date, time and offset in the job's zone, as in 2026-01-31T09:00:00+01:00
 * run          the number of the run, from 1, since the job was defined
 * connections  open connections of the target when the run begins
 * job          the name of the job
 * </pre>
 */
public final class Template {
  /** Jobs are few; more than this is a file, not a message that is sent by the clock. */
  public static final int MOST_CHARACTERS = 65_536;

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** The name that costs a question to the engine. */
  private static final String CONNECTIONS = "connections";

  private static final Map<String, Function<Moment, Object>> GAPS = gaps();

  private final String text;
  private final List<Function<Moment, Object>> parts;
  private final boolean countsConnections;

  private Template(String text, List<Function<Moment, Object>> parts, boolean countsConnections) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.countsConnections = countsConnections;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if a gap has no such name or no end, or the text is too long
   */
  public static Template of(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "expected at most " + MOST_CHARACTERS + " characters, was " + text.length());
    }
    return new Reader(text).read();
  }

  /** Whether filling it in takes the number of connections. */
  boolean countsConnections() {
    return countsConnections;
  }

  /** Fills in the gaps. */
  ByteString render(Moment moment) {
    StringBuilder filled = new StringBuilder(text.length() + 16 * parts.size());
    parts.forEach(part -> filled.append(part.apply(moment)));
    return ByteString.fromString(filled.toString(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && template.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static Map<String, Function<Moment, Object>> gaps() {
    Map<String, Function<Moment, Object>> gaps = new LinkedHashMap<>();
    gaps.put("unix", moment -> moment.at().getEpochSecond());
    gaps.put("unix-millis", moment -> moment.at().toEpochMilli());
    gaps.put(
        "iso",
        moment ->
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                moment.at().truncatedTo(ChronoUnit.SECONDS).atZone(moment.zone())));
    gaps.put("run", Moment::run);
    gaps.put(CONNECTIONS, Moment::connections);
    gaps.put("job", Moment::job);
    return gaps;
  }

  /** Goes through a text once. */
  private static final class Reader {
    private final String text;
    private final List<Function<Moment, Object>> parts = new ArrayList<>();
    private boolean countsConnections;

    Reader(String text) {
      this.text = text;
    }

    Template read() {
      int from = 0;
      int open = text.indexOf(OPEN);
      while (open >= 0) {
        addText(text.substring(from, open));
        if (text.startsWith(OPEN, open + OPEN.length())) {
          addText(OPEN);
          from = open + 2 * OPEN.length();
        } else {
          from = addGap(open);
        }
        open = text.indexOf(OPEN, from);
      }
      addText(text.substring(from));
      return new Template(text, parts, countsConnections);
    }

    private void addText(String literal) {
      if (!literal.isEmpty()) {
        parts.add(moment -> literal);
      }
    }

    /** Adds the gap that opens here and answers where the text goes on. */
    private int addGap(int open) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new IllegalArgumentException(
            "expected }} after the {{ at character " + (open + 1) + "; write {{{{ for two braces");
      }
      String name = text.substring(open + OPEN.length(), close).strip();
      Function<Moment, Object> gap = GAPS.get(name);
      if (gap == null) {
        throw new IllegalArgumentException(
            "unknown placeholder {{"
                + shortened(name)
                + "}}; known: "
                + String.join(", ", GAPS.keySet())
                + "; write {{{{ for two braces");
      }
      countsConnections |= name.equals(CONNECTIONS);
      parts.add(gap);
      return close + CLOSE.length();
    }

    private static String shortened(String name) {
      return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }
  }
}
