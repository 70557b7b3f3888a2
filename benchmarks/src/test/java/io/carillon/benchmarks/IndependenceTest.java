package io.carillon.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class IndependenceTest {

  private static final int FEWEST_CLASSES = 40;
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.carillon.benchmarks");

  @Test
  void findsTheClasses() {
    assertThat(CLASSES).hasSizeGreaterThan(FEWEST_CLASSES);
  }

  @Test
  void whoChecksTheEngineSharesNoCodeWithIt() {
    noClasses()
        .that()
        .resideInAnyPackage("..wire", "..load", "..reference", "..reference.netty")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.carillon.engine..", "io.carillon.http..", "org.apache.pekko..")
        .check(CLASSES);
  }

  @Test
  void theFloorIsThePlainJdk() {
    classes()
        .that()
        .resideInAPackage("..reference")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "..benchmarks.reference", "..benchmarks.wire")
        .check(CLASSES);
  }

  @Test
  void eachReferenceStandsOnItsOwnFramework() {
    classes()
        .that()
        .resideInAPackage("..reference.netty")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "io.netty..", "..benchmarks.reference.netty", "..benchmarks.wire")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("..reference.pekkohttp")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.carillon.engine..", "io.carillon.http..", "io.netty..", "org.apache.pekko..impl..")
        .check(CLASSES);
  }

  @Test
  void theWireKnowsNoSocket() {
    noClasses()
        .that()
        .resideInAPackage("..wire")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.channels..")
        .check(CLASSES);
  }
}
