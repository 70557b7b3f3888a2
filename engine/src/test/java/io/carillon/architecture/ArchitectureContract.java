package io.carillon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every module's {@code ArchitectureTest} checks of the classes the module ships.
 *
 * <p>A module's test extends this, says how many classes it expects at least, so that an empty scan
 * fails, and adds the rules of its own.
 */
public abstract class ArchitectureContract {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPath(MODULE.resolve("target/classes"));

  private final int minimumClasses;
  private final Predicate<String> isPrinter;

  /**
   * @param minimumClasses the scan fails if it finds fewer
   * @param isPrinter says by its simple name whether a class may write to the standard streams
   */
  protected ArchitectureContract(int minimumClasses, Predicate<String> isPrinter) {
    this.minimumClasses = minimumClasses;
    this.isPrinter = isPrinter;
  }

  @Test
  void scansEverySourceFile() throws IOException {
    assertThat(CLASSES.size()).isGreaterThanOrEqualTo(Math.max(minimumClasses, sourceFiles()));
  }

  @Test
  void packagesFormNoCycle() {
    check(HouseRules.noCycles("io.carillon"));
  }

  @Test
  void everyPermittedCommandHasItsHandler() {
    check(HouseRules.everyCommandHasItsHandler());
  }

  @Test
  void namesAreNounsOfTheDomain() {
    check(HouseRules.noOrnamentedNames());
    check(HouseRules.noMarkedInterfaces());
    check(HouseRules.noPackagesNamedAfterKindsOfJava());
  }

  @Test
  void logsThroughSlf4jAndPrintsOnlyWhereAPersonReads() {
    check(HouseRules.noJavaUtilLogging());
    check(HouseRules.onlyPrintersPrint(isPrinter));
  }

  @Test
  void nothingIsSerializedByJava() {
    check(HouseRules.noJavaSerialization());
  }

  @Test
  void nothingSleeps() {
    check(HouseRules.noSleep());
  }

  /** Checks a rule against the classes that this module ships. */
  protected static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  /** Of our own packages, the module knows only these. */
  protected static ArchRule knowOnlyOurs(String... packages) {
    return HouseRules.knowOnlyOurs(packages);
  }

  /** The module knows nothing of these packages. */
  protected static ArchRule knowNothingOf(String... packages) {
    return HouseRules.knowNothingOf(packages);
  }

  /** Each package below {@code base} knows only packages in earlier rows. */
  protected static ArchRule layers(String base, List<Set<String>> rows) {
    return HouseRules.layers(base, rows);
  }

  private static int sourceFiles() throws IOException {
    Path sources = MODULE.resolve("src/main/java");
    if (Files.notExists(sources)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return (int)
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .count();
    }
  }
}
