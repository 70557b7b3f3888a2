package io.carillon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;

/** Rules that hold in every module. */
final class HouseRules {
  private HouseRules() {}

  /** Each package knows only packages in earlier rows of {@code rows}; rows are short names. */
  static ArchRule layers(String base, List<Set<String>> rows) {
    return classes()
        .should(new KnowOnlyLowerRows(base, rows))
        .as("packages of " + base + " know only lower ones")
        .allowEmptyShould(true);
  }

  static ArchRule noCycles(String base) {
    return slices()
        .matching(base + ".(**)")
        .should()
        .beFreeOfCycles()
        .as("packages of " + base + " form no cycle")
        .allowEmptyShould(true);
  }

  static ArchRule everyCommandHasItsHandler() {
    return classes()
        .that()
        .areAssignableTo(AbstractBehavior.class)
        .should(new HandleEveryCommand())
        .as("every permitted command has its handler")
        .allowEmptyShould(true);
  }

  static ArchRule noOrnamentedNames() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*[a-z](Utils?|Helper|Manager|Info|Actor)")
        .orShould()
        .haveNameMatching(".*[.$]Abstract[A-Z].*")
        .as("names are nouns of the domain without ornament")
        .allowEmptyShould(true);
  }

  static ArchRule noMarkedInterfaces() {
    return noClasses()
        .that()
        .areInterfaces()
        .should()
        .haveNameMatching(".*[.$]I[A-Z][a-z][^.$]*")
        .as("interfaces do not say that they are interfaces")
        .allowEmptyShould(true);
  }

  static ArchRule noPackagesNamedAfterKindsOfJava() {
    return noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..impl..", "..enums..", "..common..")
        .as("packages are words of the domain")
        .allowEmptyShould(true);
  }

  static ArchRule noJavaUtilLogging() {
    return knowNothingOf("java.util.logging..").as("nothing logs past the log");
  }

  /** Only classes whose outermost class has an allowed simple name may print. */
  static ArchRule onlyPrintersPrint(Predicate<String> isPrinter) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are no printers", type -> !isPrinter.test(outermost(type))))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .as("the standard streams are for programs that a person runs")
        .allowEmptyShould(true);
  }

  static ArchRule noJavaSerialization() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
        .orShould(declareInterface(Serializable.class))
        .as("nothing is serialized by Java")
        .allowEmptyShould(true);
  }

  static ArchRule noSleep() {
    return noClasses()
        .should()
        .callMethodWhere(
            target(name("sleep")).and(targetOwner(belongToAnyOf(Thread.class, TimeUnit.class))))
        .as("nothing sleeps: time comes from a scheduler")
        .allowEmptyShould(true);
  }

  /** Nothing depends on a class in one of these packages. */
  static ArchRule knowNothingOf(String... packages) {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }

  /** Of our own packages, only these are known. */
  static ArchRule knowOnlyOurs(String... packages) {
    return noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.carillon..").and(not(resideInAnyPackage(packages))))
        .as("of our own packages, only " + List.of(packages) + " are known")
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> declareInterface(Class<?> type) {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "declare " + type.getSimpleName(),
            candidate ->
                candidate.getRawInterfaces().stream().anyMatch(i -> i.isEquivalentTo(type))));
  }

  private static String outermost(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost.getSimpleName();
  }
}
