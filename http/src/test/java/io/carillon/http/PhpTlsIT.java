package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PHP functions before a TLS proxy. */
class PhpTlsIT {
  private static final String TOKEN = "canary-7d1c";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpsServer proxy;
  private Path certificate;

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = keysFor("localhost");
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    proxy = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setHttpsConfigurator(new HttpsConfigurator(context));
    proxy.createContext("/", this::answer);
    proxy.start();
    certificate = directory.resolve("certificate.pem");
    Files.writeString(
        certificate,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("proxy").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  @AfterEach
  void stop() {
    proxy.stop(0);
  }

  private KeyStore keysFor(String host) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "proxy",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    int length = exchange.getRequestBody().readAllBytes().length;
    byte[] body = ("{\"sentCount\":" + length + "}").getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Php php(String host) {
    return Php.alone()
        .loadingTheClient()
        .with("CARILLON_ADMIN_URL", "https://" + host + ":" + proxy.getAddress().getPort())
        .with("CARILLON_ADMIN_TOKEN", TOKEN);
  }

  @Test
  void talksThroughTls() {
    Php trusting = php("localhost").option("openssl.cafile=" + certificate);

    assertThat(trusting.value("frankenphp_ws_sendAll('x')")).isEqualTo(Door.json("1"));
    assertThat(trusting.value("frankenphp_ws_sendAll(str_repeat('x', 5000000))"))
        .isEqualTo(Door.json("5000000"));
    assertThat(tokens).containsExactly("Bearer " + TOKEN, "Bearer " + TOKEN);
  }

  @Test
  void keepsTheTokenFromWhoCannotShowWhoItIs() {
    assertThat(php("localhost").warning("frankenphp_ws_sendAll('x')", "0"))
        .contains("cannot be reached");
    assertThat(
            php("127.0.0.1")
                .option("openssl.cafile=" + certificate)
                .warning("frankenphp_ws_sendAll('x')", "0"))
        .contains("cannot be reached");
    assertThat(tokens).isEmpty();
  }
}
