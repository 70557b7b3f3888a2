package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.sample.Samples;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that can be compared.
 *
 * @param name how the table calls it
 * @param mainClass started with the benchmarks' own class path
 * @param options of its JVM, besides those that all servers get
 */
record Candidate(String name, String mainClass, Dialect dialect, List<String> options) {

  private static final String REFERENCES = "io.carillon.benchmarks.reference.";
  private static final Candidate CARILLON =
      new Candidate("carillon", "io.carillon.http.Main", Dialect.CARILLON, List.of());
  private static final Pattern VARIANT = Pattern.compile("([a-z0-9-]{1,12})=(-\\S+( -\\S+)*)");

  /** What is compared unless something else is asked for. */
  static final List<Candidate> USUAL =
      List.of(
          reference(Samples.REFERENCE, "NioServer", Dialect.REFERENCE),
          reference("netty", "netty.NettyServer", Dialect.REFERENCE),
          reference("pekko-http", "pekkohttp.PekkoHttpServer", Dialect.WHOLE_ONLY),
          CARILLON);

  /** The same server again, to see how far two runs of one thing lie apart. */
  static final Candidate CONTROL = reference("nio-again", "NioServer", Dialect.REFERENCE);

  Candidate {
    options = List.copyOf(options);
  }

  private static Candidate reference(String name, String mainClass, Dialect dialect) {
    return new Candidate(name, REFERENCES + mainClass, dialect, List.of());
  }

  /**
   * Carillon with JVM options of its own, from {@code label=-Dkey=value -Dother=value}; its name is
   * {@code carillon-label}.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  static Candidate variant(String text) {
    Matcher matcher = VARIANT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a variant is label=-Doption or several options separated by spaces, not " + text);
    }
    return new Candidate(
        CARILLON.name + "-" + matcher.group(1),
        CARILLON.mainClass,
        CARILLON.dialect,
        List.of(matcher.group(2).split(" ")));
  }
}
