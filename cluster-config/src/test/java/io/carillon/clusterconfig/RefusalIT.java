package io.carillon.clusterconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is not let in. */
class RefusalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** An accepted client waits this long for bytes that never come. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final char[] PASSWORD = new char[0];

  private final List<TestNode> nodes = new ArrayList<>();
  private TestNode seed;

  @BeforeEach
  void start() {
    int port = FreePorts.next();
    seed =
        node(
            TestNode.settings(
                port,
                1,
                Optional.of(TestKeys.good()),
                List.of(new NodeAddress("127.0.0.1", port))));
    Awaitility.await().atMost(PATIENCE).until(() -> seed.up().size() == 1);
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.system().terminate());
    nodes.forEach(TestNode::close);
  }

  private TestNode node(ClusterSettings settings) {
    TestNode node = TestNode.start(settings);
    nodes.add(node);
    return node;
  }

  private TestNode joining(Optional<TlsFiles> tls, NodeAddress by) {
    return node(TestNode.settings(0, 1, tls, List.of(by)));
  }

  @Test
  void aNodeWithoutTheRightCertificateNeverGetsIn() {
    TestNode forged = joining(Optional.of(TestKeys.forged()), seed.address());
    TestNode expired = joining(Optional.of(TestKeys.expired()), seed.address());
    TestNode otherCluster = joining(Optional.of(TestKeys.otherCluster()), seed.address());
    TestNode plain = joining(Optional.empty(), seed.address());
    TestNode deceived = joining(Optional.of(TestKeys.good()), forged.address());

    // All of them tried at least as long as it takes one that has the right certificate.
    TestNode good = joining(Optional.of(TestKeys.good()), seed.address());
    Set<String> welcome = Set.of(seed.address().toString(), good.address().toString());
    Awaitility.await().atMost(PATIENCE).until(() -> seed.up().equals(welcome));
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .until(() -> seed.members().equals(welcome));

    assertThat(List.of(forged, expired, otherCluster, plain, deceived))
        .allSatisfy(node -> assertThat(node.members()).isEmpty());
  }

  @Test
  void aCertificateThatIsWrongOrMissingOrExpiredEndsTheHandshake() throws Exception {
    assertThat(isLetIn(Optional.of(TestKeys.good()))).isTrue();

    assertThat(isLetIn(Optional.of(TestKeys.forged()))).isFalse();
    assertThat(isLetIn(Optional.empty())).isFalse();
    assertThat(isLetIn(Optional.of(TestKeys.expired()))).isFalse();
    assertThat(isLetIn(Optional.of(TestKeys.otherCluster()))).isFalse();
  }

  /** Whether the seed keeps a connection with this certificate open. */
  private boolean isLetIn(Optional<TlsFiles> own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        own.isPresent() ? identity(own.get()) : new KeyManager[0],
        trust().getTrustManagers(),
        null);
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), seed.address().port())) {
      socket.setSoTimeout((int) SILENCE.toMillis());
      socket.startHandshake();
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SSLException | SocketException e) {
      return false;
    }
  }

  private static KeyManager[] identity(TlsFiles files) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "node",
        DERPrivateKeyLoader.load(PEMDecoder.decode(Files.readString(files.key()))),
        PASSWORD,
        new Certificate[] {certificate(files.certificate())});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManagerFactory trust() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, PASSWORD);
    store.setCertificateEntry("ca", certificate(TestKeys.good().authority()));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory;
  }

  private static Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
