package io.carillon.clusterconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates that the JDK's {@code keytool} makes once for all tests of a JVM: what nodes of one
 * cluster have, and what strangers would bring.
 */
final class TestKeys {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final TestKeys ALL = new TestKeys();

  private final Path directory;
  private final KeyStore store;

  private TestKeys() {
    try {
      directory = Files.createTempDirectory("carillon-keys");
      generate("ca", "CN=Authority", "-ext", "bc:c");
      generate("other-ca", "CN=Authority", "-ext", "bc:c");
      generate("node", "CN=carillon", "-signer", "ca");
      generate("expired", "CN=carillon", "-signer", "ca", "-startdate", "-3d", "-validity", "1");
      generate("other-cluster", "CN=orchestra", "-signer", "ca");
      generate("forged", "CN=carillon", "-signer", "other-ca");
      store = KeyStore.getInstance(file().toFile(), PASSWORD);
      for (String name : List.of("ca", "other-ca")) {
        write(name);
      }
      for (String name : List.of("node", "expired", "other-cluster", "forged")) {
        write(name);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What every node of the cluster has. */
  static TlsFiles good() {
    return ALL.files("node", "ca");
  }

  /** One that the cluster's authority signed, and that is two days too old. */
  static TlsFiles expired() {
    return ALL.files("expired", "ca");
  }

  /** One by an authority that has the same name and another key; it trusts the cluster's own. */
  static TlsFiles forged() {
    return ALL.files("forged", "ca");
  }

  /** One that the cluster's authority signed for something else. */
  static TlsFiles otherCluster() {
    return ALL.files("other-cluster", "ca");
  }

  /** Where a file of this name is, without its extension: {@code .crt} or {@code .key}. */
  static Path file(String name) {
    return ALL.directory.resolve(name);
  }

  private TlsFiles files(String name, String authority) {
    return new TlsFiles(
        directory.resolve(name + ".crt"),
        directory.resolve(name + ".key"),
        directory.resolve(authority + ".crt"));
  }

  private Path file() {
    return directory.resolve("keys.p12");
  }

  private void generate(String alias, String subject, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-storetype",
                "PKCS12",
                "-keystore",
                file().toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                subject));
    command.addAll(List.of(more));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String alias) throws GeneralSecurityException {
    pem(alias + ".crt", "CERTIFICATE", store.getCertificate(alias).getEncoded());
    pem(alias + ".key", "PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
  }

  private void pem(String name, String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    try {
      Files.writeString(
          directory.resolve(name),
          "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
