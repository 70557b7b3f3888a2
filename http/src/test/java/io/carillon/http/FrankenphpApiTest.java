package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.message.Level;
import io.carillon.engine.message.Target;
import io.carillon.http.frankenphp.FrankenphpApi;
import io.carillon.http.settings.AdminSettings.SendDefaults;
import io.carillon.http.settings.Opcode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FrankenphpApiTest {
  /** The whole contract: method, name, and how many parameters the path has. */
  private static final String CONTRACT =
      """
      POST sendAll
      POST send/{}
      POST sendToTag/{}
      POST sendToTagExpression/{}
      GET getClients
      GET getClientsCount
      GET getAllRoutes
      GET getClientsByRoute/{}
      POST killConnection/{}
      POST renameConnection/{}/{}
      POST tag/{}
      DELETE untag/{}/{}
      DELETE clearTags/{}
      GET getTags/{}
      GET getAllTags
      GET getClientsByTag/{}
      GET getTagCount/{}
      GET getClientsByTagExpression/{}
      POST setStoredInformation/{}/{}
      GET getStoredInformation/{}/{}
      DELETE deleteStoredInformation/{}/{}
      DELETE clearStoredInformation/{}
      GET hasStoredInformation/{}/{}
      GET listStoredInformationKeys/{}
      GET getAllStoredInformation/{}
      GET searchStoredInformation
      POST global/set/{}
      GET global/get/{}
      GET global/has/{}
      DELETE global/delete/{}
      POST enablePing/{}
      POST disablePing/{}
      GET getClientPingTime/{}
      POST enableQueueCounter/{}
      POST disableQueueCounter/{}
      GET getClientMessageCounter/{}
      GET getClientMessageQueue/{}
      POST clearClientMessageQueue/{}
      POST activateGhost/{}
      POST releaseGhost/{}
      GET isGhost/{}
      """;

  @Test
  void hasAllFortyOneEndpointsOfTheContractAndNoOther() {
    List<String> rows =
        FrankenphpApi.endpoints(
                null,
                new SendDefaults(Opcode.AUTO, Level.WRITTEN, Duration.ofSeconds(1)),
                Target.all())
            .stream()
            .map(row -> row.method() + " " + row.path().toString().replaceAll("\\{\\w+}", "{}"))
            .toList();

    List<String> contract = CONTRACT.lines().map(FrankenphpApiTest::inFull).toList();
    assertThat(contract).hasSize(41);
    assertThat(rows).containsExactlyInAnyOrderElementsOf(contract);
  }

  @Test
  void thePageHasAnExampleOfEachEndpoint() throws IOException {
    Path page = Path.of(System.getProperty("carillon.root"), "docs", "protocol", "frankenphp.md");
    List<String> examples = Files.readAllLines(page);

    assertThat(CONTRACT.lines().map(FrankenphpApiTest::inFull))
        .allSatisfy(
            row -> {
              Pattern example = Pattern.compile(row.replace("{}", "[^/?]+") + "([?].*)?");
              assertThat(examples).anyMatch(line -> example.matcher(line).matches());
            });
  }

  private static String inFull(String line) {
    return line.replace(" ", " /frankenphp_ws/");
  }
}
