package io.carillon.http.settings;

import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.clusterconfig.ClusterSettings.Management;
import io.carillon.clusterconfig.ClusterSettings.Remoting;
import io.carillon.clusterconfig.ClusterSettings.Timing;
import io.carillon.clusterconfig.Environment;
import io.carillon.clusterconfig.NodeAddress;
import io.carillon.clusterconfig.StatefulSet;
import io.carillon.clusterconfig.TlsFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code carillon.cluster}. What a single node does not use only has to be possible; in a
 * cluster the keys must also go together, and the TLS files are opened.
 */
final class ClusterSection {
  private static final Map<String, Environment> ENVIRONMENTS = Words.of(Environment.values());
  private static final int MOST_NODES = 100;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOST_STABLE = Duration.ofMinutes(5);
  private static final String SEEDS =
      "nodes to join by, each with its port unless that is carillon.cluster.port, as in"
          + " [\"10.0.0.1\", \"node-b:25520\"]";

  private final Section section;
  private final Environment environment;
  private final int nodes;
  private final int port;

  private ClusterSection(Section section) {
    this.section = section;
    this.environment = section.word("environment", ENVIRONMENTS);
    this.nodes = section.number("nodes", 1, MOST_NODES, "a number of nodes");
    boolean pod = environment == Environment.KUBERNETES;
    this.port = section.number("port", pod ? 1 : 0, 65535, "a port");
  }

  static ClusterSettings read(Section section) {
    return new ClusterSection(section).read();
  }

  private ClusterSettings read() {
    Optional<StatefulSet> set = readStatefulSet(section.section("kubernetes"));
    List<NodeAddress> seeds = readSeeds();
    ClusterSettings settings =
        new ClusterSettings(
            environment,
            nodes,
            readRemoting(set),
            set.map(pods -> pods.seeds(nodes, port)).orElse(seeds),
            readTiming(),
            readManagement(section.section("management")));
    section.rejectUnknownKeys();
    return settings;
  }

  private Remoting readRemoting(Optional<StatefulSet> set) {
    String host = section.text("host", NodeAddress::isHost, NodeAddress.HOST_EXPECTATION);
    Remoting remoting =
        new Remoting(
            new NodeAddress(set.map(StatefulSet::host).orElse(host), port),
            section.text(
                "bind-host",
                text -> text.isEmpty() || NodeAddress.isHost(text),
                NodeAddress.HOST_EXPECTATION + ", or nothing"),
            readTls(section.section("tls")),
            section.onOff("insecure"));
    if (environment.isClustered() && remoting.isExposed()) {
      refuse(
          section,
          remoting.bindHost().isEmpty() ? "host" : "bind-host",
          "a loopback address as long as there is no TLS; set carillon.cluster.tls, or, where nobody"
              + " else is in the network, carillon.cluster.insecure = on");
    }
    if (remoting.insecure() && remoting.tls().isPresent()) {
      refuse(section, "insecure", "off where carillon.cluster.tls is set");
    }
    return remoting;
  }

  private Optional<TlsFiles> readTls(Section tls) {
    String certificate = tls.text("certificate", ClusterSection::isPath, "a path");
    String key = tls.text("key", ClusterSection::isPath, "a path");
    String authority = tls.text("ca", ClusterSection::isPath, "a path");
    tls.rejectUnknownKeys();
    if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) {
      return Optional.empty();
    }
    TlsFiles files = new TlsFiles(Path.of(certificate), Path.of(key), Path.of(authority));
    if (environment.isClustered()) {
      files.flaws(Instant.now()).forEach(flaw -> refuse(tls, flaw.key(), flaw.expectation()));
    }
    return Optional.of(files);
  }

  private List<NodeAddress> readSeeds() {
    List<NodeAddress> seeds =
        section.texts("seeds", text -> NodeAddress.parse(text, port).isPresent(), SEEDS).stream()
            .flatMap(text -> NodeAddress.parse(text, port).stream())
            .toList();
    if (environment == Environment.STATIC && seeds.isEmpty()) {
      refuse(section, "seeds", "a list of " + SEEDS);
    }
    return seeds;
  }

  private Optional<StatefulSet> readStatefulSet(Section kubernetes) {
    boolean wanted = environment == Environment.KUBERNETES;
    String pod =
        kubernetes.text(
            "pod",
            text -> StatefulSet.isPod(text) || text.isEmpty() && !wanted,
            "the name of a pod of a StatefulSet, as in carillon-0; set CARILLON_CLUSTER_POD from"
                + " metadata.name");
    String service =
        kubernetes.text(
            "service",
            text -> StatefulSet.isService(text) || text.isEmpty() && !wanted,
            "the domain of a headless service, as in carillon-nodes");
    kubernetes.rejectUnknownKeys();
    return wanted && !pod.isEmpty() && !service.isEmpty()
        ? Optional.of(new StatefulSet(pod, service))
        : Optional.empty();
  }

  private Timing readTiming() {
    return new Timing(
        section.duration("stable-after", SECOND, MOST_STABLE),
        section.duration("join-timeout", SECOND, HOUR));
  }

  private static Management readManagement(Section section) {
    Management management =
        new Management(
            section.onOff("enabled"),
            section.text("host", NodeAddress::isHost, NodeAddress.HOST_EXPECTATION),
            section.number("port", 0, 65535, "a port"));
    section.rejectUnknownKeys();
    return management;
  }

  private static void refuse(Section section, String key, String expectation) {
    section.text(key, text -> false, expectation);
  }

  private static boolean isPath(String text) {
    return path(text).isPresent();
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
