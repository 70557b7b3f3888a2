package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.clusterconfig.TlsFiles.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong with a node's files, made by {@code keytool}. */
class TlsFilesIT {
  /** After the keys were made, which happens at their first use. */
  private static final Instant NOW = Instant.now().plusSeconds(60);

  @TempDir private Path directory;

  private static List<Flaw> flaws(String certificate, String key, String authority) {
    return new TlsFiles(TestKeys.file(certificate), TestKeys.file(key), TestKeys.file(authority))
        .flaws(NOW);
  }

  @Test
  void findsNothingWrongWithGoodFiles() {
    assertThat(TestKeys.good().flaws(NOW)).isEmpty();
  }

  @Test
  void knowsWhenTheFirstCertificateExpires() {
    assertThat(TestKeys.good().end()).hasValueSatisfying(end -> assertThat(end).isAfter(NOW));
    assertThat(TestKeys.expired().end()).hasValueSatisfying(end -> assertThat(end).isBefore(NOW));
    assertThat(new TlsFiles(directory, directory, directory).end()).isEmpty();
  }

  @Test
  void namesTheDatesOfACertificateThatIsNoLongerValid() {
    assertThat(TestKeys.expired().flaws(NOW))
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.key()).isEqualTo("certificate");
              assertThat(flaw.expectation()).contains("valid now", "from 20", " to 20");
            });
  }

  @Test
  void findsThatTheAuthorityIsNoLongerValid() {
    assertThat(TestKeys.good().flaws(NOW.plus(Duration.ofDays(3650))))
        .extracting(Flaw::key)
        .containsExactly("certificate", "ca");
  }

  @Test
  void findsThatAnotherAuthoritySigned() {
    assertThat(TestKeys.forged().flaws(NOW))
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.expectation()).contains("signed by"));
  }

  @Test
  void findsTheKeyOfAnotherCertificate() {
    assertThat(flaws("node.crt", "expired.key", "ca.crt"))
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.key()).isEqualTo("key"));
  }

  @Test
  void findsWhatIsNoCertificateAndNoKey() {
    assertThat(flaws("node.key", "node.crt", "nowhere"))
        .extracting(Flaw::key)
        .containsExactly("certificate", "key", "ca");
  }

  @Test
  void findsThatOnlyOneOfTwoCertificatesWouldBeRead() throws IOException {
    Path both = directory.resolve("both.crt");
    Files.writeString(
        both,
        Files.readString(TestKeys.file("ca.crt"))
            + Files.readString(TestKeys.file("other-ca.crt")));

    assertThat(new TlsFiles(TestKeys.file("node.crt"), TestKeys.file("node.key"), both).flaws(NOW))
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.expectation()).contains("exactly one"));
  }
}
