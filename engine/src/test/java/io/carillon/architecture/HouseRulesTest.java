package io.carillon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.carillon.architecture.fixture.ForgetfulActor;
import io.carillon.architecture.fixture.FrameUtil;
import io.carillon.architecture.fixture.Frozen;
import io.carillon.architecture.fixture.GoodActor;
import io.carillon.architecture.fixture.OldLogger;
import io.carillon.architecture.fixture.OpenActor;
import io.carillon.architecture.fixture.Printer;
import io.carillon.architecture.fixture.Sleeper;
import io.carillon.architecture.fixture.cycle.left.Left;
import io.carillon.architecture.fixture.cycle.right.Right;
import io.carillon.architecture.fixture.layers.message.Word;
import io.carillon.architecture.fixture.layers.stray.Stray;
import io.carillon.architecture.fixture.layers.websocket.Wire;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every rule reports the fixture that breaks it. */
class HouseRulesTest {
  private static final String FIXTURE = "io.carillon.architecture.fixture";
  private static final List<Set<String>> ROWS = List.of(Set.of("message"), Set.of("websocket"));

  @Test
  void acceptsAnActorThatHandlesEveryCommand() {
    assertThat(reported(HouseRules.everyCommandHasItsHandler(), GoodActor.class)).isEmpty();
  }

  @Test
  void reportsEachCommandWithoutHandler() {
    assertThat(reported(HouseRules.everyCommandHasItsHandler(), ForgetfulActor.class))
        .containsExactlyInAnyOrder(
            "ForgetfulActor has no onLeave", "ForgetfulActor has no onPingTick");
  }

  @Test
  void reportsAnActorWhoseProtocolIsNotSealed() {
    assertThat(reported(HouseRules.everyCommandHasItsHandler(), OpenActor.class))
        .containsExactly("OpenActor hears Command, which is not sealed");
  }

  @Test
  void reportsALowerPackageThatKnowsAHigherOne() {
    assertThat(reported(HouseRules.layers(FIXTURE + ".layers", ROWS), Word.class, Wire.class))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("Word"));
  }

  @Test
  void acceptsAHigherPackageThatKnowsALowerOne() {
    List<Set<String>> turned = List.of(Set.of("websocket"), Set.of("message"));
    assertThat(reported(HouseRules.layers(FIXTURE + ".layers", turned), Word.class, Wire.class))
        .isEmpty();
  }

  @Test
  void reportsTwoPackagesOfOneRowThatKnowEachOther() {
    List<Set<String>> oneRow = List.of(Set.of("websocket", "message"));
    assertThat(reported(HouseRules.layers(FIXTURE + ".layers", oneRow), Word.class, Wire.class))
        .isNotEmpty();
  }

  @Test
  void reportsAPackageWithoutARow() {
    assertThat(reported(HouseRules.layers(FIXTURE + ".layers", ROWS), Stray.class))
        .containsExactly(Stray.class.getName() + " lives in a package that has no row");
  }

  @Test
  void reportsACycle() {
    assertThat(reported(HouseRules.noCycles(FIXTURE + ".cycle"), Left.class, Right.class))
        .hasSize(1);
  }

  @Test
  void reportsOrnamentedNames() {
    assertThat(
            reported(
                HouseRules.noOrnamentedNames(),
                FrameUtil.class,
                FrameUtil.HistoryImpl.class,
                FrameUtil.ConnectionManager.class,
                FrameUtil.AbstractHistory.class))
        .hasSize(4);
  }

  @Test
  void reportsAnInterfaceThatSaysSo() {
    assertThat(reported(HouseRules.noMarkedInterfaces(), FrameUtil.IHistory.class)).hasSize(1);
  }

  @Test
  void acceptsNamesThatOnlyLookOrnamented() {
    assertThat(reported(HouseRules.noOrnamentedNames(), Frozen.class, IllegalStateException.class))
        .isEmpty();
  }

  @Test
  void reportsAPackageNamedAfterAKindOfJava() {
    assertThat(reported(HouseRules.noPackagesNamedAfterKindsOfJava(), List.class)).isNotEmpty();
  }

  @Test
  void reportsJavaUtilLogging() {
    assertThat(reported(HouseRules.noJavaUtilLogging(), OldLogger.class)).isNotEmpty();
  }

  @Test
  void reportsPrinting() {
    ArchRule nobodyPrints = HouseRules.onlyPrintersPrint(name -> false);
    assertThat(reported(nobodyPrints, Printer.class, Printer.Tray.class)).hasSize(2);
  }

  @Test
  void allowsWhoMayPrintAndItsPartsToPrint() {
    ArchRule printerPrints = HouseRules.onlyPrintersPrint("Printer"::equals);
    assertThat(reported(printerPrints, Printer.class, Printer.Tray.class)).isEmpty();
  }

  @Test
  void reportsJavaSerialization() {
    assertThat(reported(HouseRules.noJavaSerialization(), Frozen.class)).hasSize(1);
  }

  @Test
  void reportsSleep() {
    assertThat(reported(HouseRules.noSleep(), Sleeper.class)).hasSize(1);
  }

  @Test
  void reportsAForbiddenPackage() {
    assertThat(reported(HouseRules.knowNothingOf("java.util.logging.."), OldLogger.class))
        .isNotEmpty();
  }

  @Test
  void reportsAModuleThatIsNoneOfItsBusiness() {
    assertThat(reported(HouseRules.knowOnlyOurs(FIXTURE + ".layers.message"), Word.class))
        .isNotEmpty();
  }

  private static List<String> reported(ArchRule rule, Class<?>... fixtures) {
    return rule.evaluate(new ClassFileImporter().importClasses(fixtures))
        .getFailureReport()
        .getDetails();
  }
}
