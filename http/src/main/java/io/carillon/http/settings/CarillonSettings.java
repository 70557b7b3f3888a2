package io.carillon.http.settings;

import com.typesafe.config.Config;
import io.carillon.clusterconfig.ClusterSettings;
import io.carillon.engine.EngineSettings;
import io.carillon.engine.connection.ListenerSettings;
import java.util.List;
import java.util.Optional;

/**
 * Everything under {@code carillon}, checked.
 *
 * @param listeners in the order of their names
 * @param webhooks in the order of their names
 */
public record CarillonSettings(
    EngineSettings engine,
    List<ListenerSettings> listeners,
    Dialects dialects,
    ServerSettings server,
    List<WebhookSettings> webhooks,
    JobSettings jobs,
    Ports ports) {

  /**
   * The ports that are no listeners, the Redis that is reached, if any, and how all of them end.
   */
  public record Ports(
      AdminSettings admin,
      ClusterSettings cluster,
      Optional<RedisSettings> redis,
      ShutdownSettings shutdown) {}

  /** What the dialects of routes need beyond the routes. */
  public record Dialects(
      SubscriptionSettings subscriptions,
      EventSettings events,
      RelaySettings relay,
      AnalyticsSettings analytics) {}

  public CarillonSettings {
    listeners = List.copyOf(listeners);
    webhooks = List.copyOf(webhooks);
  }

  /**
   * Reads and checks the block {@code carillon} of a resolved configuration.
   *
   * @throws SettingsException naming every unknown key and every impossible value at once, also
   *     those of Pekko that would make the written count untrue
   */
  public static CarillonSettings of(Config config) {
    Problems problems = new Problems();
    Section carillon = Section.root(config, "carillon", problems);
    EngineSettings engine = EngineSection.read(carillon.section("engine"));
    List<ListenerSettings> listeners = ListenerSections.read(carillon);
    SubscriptionSettings subscriptions =
        SubscriptionSection.read(carillon.section("subscriptions"));
    EventSettings events = EmbeddedSections.readEvents(carillon.section("events"), listeners);
    ServerSettings server = EmbeddedSections.readServer(carillon.section("server"));
    RelaySettings relay = RelaySection.read(carillon.section("relay"));
    JobSettings jobs = JobSections.read(carillon);
    List<WebhookSettings> webhooks = WebhookSections.read(carillon);
    AdminSettings admin = AdminSection.read(carillon.section("admin"), listeners);
    Optional<RedisSettings> redis = RedisSection.read(carillon.section("redis"));
    AnalyticsSettings analytics =
        AnalyticsSection.read(carillon.section("analytics"), redis.isPresent());
    ClusterSettings cluster = ClusterSection.read(carillon.section("cluster"));
    ShutdownSettings shutdown = ShutdownSection.read(carillon.section("shutdown"));
    carillon.rejectUnknownKeys();
    requireExactAcks(Section.root(config, "pekko.stream.materializer.io.tcp", problems));
    if (cluster.environment().isClustered()) {
      requireDowning(Section.root(config, "pekko.cluster", problems));
    }
    problems.throwIfAny();
    return new CarillonSettings(
        engine,
        listeners,
        new Dialects(subscriptions, events, relay, analytics),
        server,
        webhooks,
        jobs,
        new Ports(admin, cluster, redis, shutdown));
  }

  public SubscriptionSettings subscriptions() {
    return dialects.subscriptions();
  }

  public EventSettings events() {
    return dialects.events();
  }

  public RelaySettings relay() {
    return dialects.relay();
  }

  public AdminSettings admin() {
    return ports.admin();
  }

  public ClusterSettings cluster() {
    return ports.cluster();
  }

  /** Empty where there is none. */
  public Optional<RedisSettings> redis() {
    return ports.redis();
  }

  /** What happens when the server is stopped. */
  public ShutdownSettings shutdown() {
    return ports.shutdown();
  }

  public AnalyticsSettings analytics() {
    return dialects.analytics();
  }

  /** With any other value a message would count as written before the kernel has it. */
  private static void requireExactAcks(Section tcp) {
    tcp.number("coalesce-writes", 1, 1, "for an exact written count, a number");
    tcp.text("write-buffer-size", "1b"::equals, "1b for an exact written count");
  }

  /**
   * Without it both halves of a cluster would go on; a file that is laid over another may lose it.
   */
  private static void requireDowning(Section cluster) {
    cluster.text(
        "downing-provider-class",
        name -> name.endsWith(".SplitBrainResolverProvider"),
        "the split brain resolver, as the .conf of the environment says");
  }
}
