package io.carillon.http.webhook;

import io.carillon.engine.application.Lifecycle;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.WebhookSettings;
import io.carillon.http.settings.WebhookSettings.Retrying;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of one server, each with a queue and a sender of its own, so that a receiver that is
 * away holds up nobody else's events. Thread-safe; ends with its actor system.
 *
 * <p>Events of one connection arrive in their order, since everything that one webhook sends is in
 * one order. Each is delivered at least once, or counted as lost.
 */
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  /** A drain's own end comes with its patience; this is for a sender that does not answer. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private record Webhook(
      String name,
      Room room,
      Figures figures,
      WebhookObserver observer,
      ActorRef<Sender.Command> sender) {}

  private final ActorSystem<?> system;
  private final InstantSource clock;
  private final List<Webhook> webhooks;
  private CompletionStage<Done> drained;

  private Webhooks(ActorSystem<?> system, InstantSource clock, List<Webhook> webhooks) {
    this.system = system;
    this.clock = clock;
    this.webhooks = webhooks;
  }

  /** Starts the senders; connects to nobody before there is something to send. */
  public static Webhooks start(
      ActorSystem<?> system, List<WebhookSettings> settings, Metrics metrics) {
    if (settings.isEmpty()) {
      return new Webhooks(system, InstantSource.system(), List.of());
    }
    Transport transport =
        new JdkTransport(system.dispatchers().lookup(DispatcherSelector.blocking()));
    InstantSource clock = InstantSource.system();
    List<Webhook> webhooks =
        settings.stream().map(each -> startOne(system, each, transport, clock)).toList();
    webhooks.forEach(each -> WebhookMeters.show(each.name(), each.room(), each.figures(), metrics));
    return new Webhooks(system, clock, webhooks);
  }

  private static Webhook startOne(
      ActorSystem<?> system, WebhookSettings settings, Transport transport, InstantSource clock) {
    Room room = new Room(settings.bounds());
    Figures figures = new Figures();
    Retrying retrying = settings.retrying();
    Backoff backoff =
        new Backoff(
            retrying.minBackoff(),
            retrying.maxBackoff(),
            () -> ThreadLocalRandom.current().nextDouble());
    String source = String.format("%016x", new SecureRandom().nextLong());
    Sender.Parts parts = new Sender.Parts(source, room, figures, transport, backoff, clock);
    ActorRef<Sender.Command> sender =
        system.systemActorOf(
            Behaviors.supervise(Sender.create(settings, parts))
                .onFailure(SupervisorStrategy.resume()),
            "carillon-webhook-" + settings.name(),
            Props.empty());
    WebhookObserver observer =
        new WebhookObserver(settings.selection(), room, figures, sender, clock);
    return new Webhook(settings.name(), room, figures, observer, sender);
  }

  /** Who is to be told of connections, one for each webhook. */
  public List<Lifecycle> lifecycles() {
    return webhooks.stream().<Lifecycle>map(Webhook::observer).toList();
  }

  /** How each of them does, in the order of their names. */
  public List<Snapshot> snapshots() {
    return webhooks.stream()
        .map(each -> each.figures().snapshot(each.name(), each.room(), clock.instant()))
        .toList();
  }

  /**
   * Sends what waits, without delay, and stops. Completes, never fails, when everything is sent or
   * the patience is over; what is left then is lost and counted as abandoned. A second call waits
   * for the first.
   */
  public synchronized CompletionStage<Done> drain(Duration patience) {
    if (drained == null) {
      drained = drainAll(patience);
    }
    return drained;
  }

  private CompletionStage<Done> drainAll(Duration patience) {
    CompletableFuture<?>[] all =
        webhooks.stream()
            .map(
                each ->
                    AskPattern.<Sender.Command, Done>ask(
                            each.sender(),
                            replyTo -> new Sender.Drain(patience, replyTo),
                            patience.plus(MARGIN),
                            system.scheduler())
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("a webhook did not drain in time");
              }
              return Done.getInstance();
            });
  }
}
