package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PHP functions where something is wrong: one clear warning, and the function's "nothing". */
class PhpTroubleIT {
  private static final String TOKEN = "canary-7d1c";
  private static final int MOST = 64 * 1024;

  private static Door door;
  private static Door guarded;
  private static Php php;

  @BeforeAll
  static void start() {
    door = Door.open("carillon.admin.max-body-bytes = " + MOST);
    guarded = Door.open("carillon.admin.token = " + TOKEN);
    php = Php.with(door);
  }

  @AfterAll
  static void stop() {
    door.close();
    guarded.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "frankenphp_ws_sendAll('x') | 0",
        "frankenphp_ws_getClients() | []",
        "frankenphp_ws_killConnection('a') | false",
        "frankenphp_ws_getStoredInformation('a', 'b') | \"\"",
        "frankenphp_ws_global_get('a') | \"\"",
        "frankenphp_ws_global_has('a') | false",
        "frankenphp_ws_send('a', 'b') | null"
      })
  void saysThatNobodyListens(String expression, String nothing) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;

    assertThat(php.with("CARILLON_ADMIN_URL", url).warning(expression, nothing))
        .contains(expression.substring(0, expression.indexOf('(')) + "(): ")
        .contains(url + " cannot be reached")
        .contains("Connection refused");
  }

  @Test
  void namesTheLineThatCalled() {
    assertThat(php.warning("1\n + frankenphp_ws_sendToTag('', 'x')", "1"))
        .contains("called in Standard input code on line 3");
  }

  @Test
  void bringsTheToken() {
    assertThat(
            Php.with(guarded)
                .with("CARILLON_ADMIN_TOKEN", TOKEN)
                .value("frankenphp_ws_sendAll('x')"))
        .isEqualTo(Door.json("0"));
  }

  @Test
  void findsItsSettingsWhereLoadersOfDotEnvFilesPutThem() {
    String script =
        "$_ENV['CARILLON_ADMIN_URL'] = 'http://%s'; $_SERVER['CARILLON_ADMIN_TOKEN'] = '%s';"
            .formatted(guarded.adminHost(), TOKEN);
    assertThat(
            Php.alone()
                .loadingTheClient()
                .printed(script + "var_dump(frankenphp_ws_getClientsCount());"))
        .isEqualTo("int(0)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong"})
  void asksForTheRightToken(String token) {
    assertThat(
            Php.with(guarded)
                .with("CARILLON_ADMIN_TOKEN", token)
                .warning("frankenphp_ws_sendAll('x')", "0"))
        .contains("401: bearer token required (is CARILLON_ADMIN_TOKEN set and right?)");
  }

  @ParameterizedTest
  @CsvSource({
    "CARILLON_ADMIN_URL, localhost:2019, is 'localhost:2019': expected http://",
    "CARILLON_ADMIN_URL, ftp://localhost, is 'ftp://localhost': expected http://",
    "CARILLON_ADMIN_URL, http://localhost:70000, is 'http://localhost:70000'",
    "CARILLON_ADMIN_URL, http://localhost?a=b, is 'http://localhost?a=b'",
    "CARILLON_ADMIN_URL, http://me:canary-7d1c@localhost, is 'http://***@localhost'",
    "CARILLON_ADMIN_TOKEN, canary-7d1c canary-7d1c, must be visible ASCII",
    "CARILLON_ADMIN_TIMEOUT, soon, is 'soon': expected seconds",
    "CARILLON_ADMIN_TIMEOUT, 0, is '0': expected seconds",
    "CARILLON_ADMIN_TIMEOUT, -1, is '-1': expected seconds",
    "CARILLON_ADMIN_TIMEOUT, 1e9, is '1e9': expected seconds"
  })
  void refusesImpossibleSettings(String name, String value, String complaint) {
    assertThat(php.with(name, value).warning("frankenphp_ws_sendAll('x')", "0"))
        .contains("frankenphp_ws_sendAll(): " + name + " " + complaint)
        .doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "frankenphp_ws_send('', 'x') | null",
        "frankenphp_ws_getClientsByTag('') | []",
        "frankenphp_ws_untagClient('a', '') | null",
        "frankenphp_ws_untagClient('', 'a') | null",
        "frankenphp_ws_sendToTagExpression('', 'x') | 0",
        "frankenphp_ws_renameConnection('a', '') | false"
      })
  void refusesWhatHasNoName(String expression, String nothing) {
    assertThat(php.warning(expression, nothing)).contains("not empty, was ''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "frankenphp_ws_tagClient('a', '') | null | 400: tag is required",
        "frankenphp_ws_tagClient('a', str_repeat('x', 257)) | null | at most 256 bytes",
        "frankenphp_ws_getTagCount(str_repeat('x', 20000)) | 0 | 414",
        "frankenphp_ws_getTagCount(chr(255)) | 0 | 400: invalid tag encoding",
        "frankenphp_ws_sendAll(str_repeat('x', 65537)) | 0 | 413: body too large: expected at most",
        "frankenphp_ws_sendAll(str_repeat('x', 20000000)) | 0 | 413: body too large"
      })
  void passesOnWhatTheServerComplainsOf(String expression, String nothing, String complaint) {
    assertThat(php.warning(expression, nothing)).contains(complaint);
  }

  @Test
  void showsOnlyTheBeginningOfALongRequest() {
    String warning = php.warning("frankenphp_ws_getTagCount(str_repeat('x', 20000))", "0");

    assertThat(warning).contains("xxx...").hasSizeLessThan(1000);
  }

  @Test
  void doesNotNeedAllowUrlFopen() {
    assertThat(php.option("allow_url_fopen=0").value("frankenphp_ws_getClientsCount()"))
        .isEqualTo(Door.json("0"));
  }

  @Test
  void aFrameworksHandlerSeesTheWarningAndNothingElse() {
    String script =
        """
        $seen = [];
        set_error_handler(function ($level, $message) use (&$seen) {
            $seen[] = $level;
            throw new ErrorException($message, 0, $level);
        });
        putenv('CARILLON_ADMIN_URL=http://127.0.0.1:1');
        try {
            frankenphp_ws_sendAll('x');
        } catch (ErrorException $e) {
            echo get_class($e), "\\n";
        }
        try {
            echo $undefined;
        } catch (ErrorException $e) {
            echo $e->getMessage(), "\\n";
        }
        echo json_encode($seen === [E_USER_WARNING, E_WARNING]);
        """;
    assertThat(php.printed(script))
        .isEqualTo("ErrorException\nUndefined variable $undefined\ntrue");
  }
}
