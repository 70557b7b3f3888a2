package io.carillon.http.metrics;

import java.util.List;

/**
 * Every meter, as Prometheus shows it: its name, what kind it is, its unit, its tags and what it
 * says. The table in docs/operations.md is tested against this one.
 */
public enum MeterName {
  CONNECTIONS("carillon_connections", Kind.GAUGE, "connections", "Open WebSockets of this node"),
  BROADCASTS("carillon_broadcasts_total", Kind.COUNTER, "broadcasts", "Broadcasts that were sent"),
  REFUSED_BROADCASTS(
      "carillon_refused_broadcasts_total",
      Kind.COUNTER,
      "broadcasts",
      "Broadcasts that were not sent because too many were in flight"),
  TARGETS(
      "carillon_targets_total",
      Kind.COUNTER,
      "connections",
      "Targets of all broadcasts: those of the two meters below, and those whose frames still"
          + " wait"),
  WRITTEN_TARGETS(
      "carillon_written_targets_total",
      Kind.COUNTER,
      "connections",
      "Targets for which the kernel has taken every byte"),
  FAILED_TARGETS(
      "carillon_failed_targets_total",
      Kind.COUNTER,
      "connections",
      "Targets for which it never will",
      "reason"),
  NODES(
      "carillon_nodes",
      Kind.GAUGE,
      "nodes",
      "Nodes of the cluster, this one included, that are `present` or `lost`, which is out of"
          + " reach",
      "state"),
  NODE_QUESTIONS(
      "carillon_node_questions",
      Kind.GAUGE,
      "questions",
      "Questions to other nodes that wait for an answer"),
  NODE_LAG(
      "carillon_node_lag_seconds",
      Kind.HISTOGRAM,
      "seconds",
      "How long a node took to answer what it answers at once, behind all that it was told before",
      "peer"),
  NODE_SUSPECT(
      "carillon_node_suspect",
      Kind.GAUGE,
      "",
      "1 while broadcasts wait only shortly for a node because it let a deadline pass in silence",
      "peer"),
  NODE_WAITING(
      "carillon_node_waiting_broadcasts",
      Kind.GAUGE,
      "broadcasts",
      "Broadcasts that wait for a node's part",
      "peer"),
  NODE_UNHEARD(
      "carillon_node_unheard_broadcasts",
      Kind.GAUGE,
      "broadcasts",
      "Broadcasts sent to a node of which it has said nothing: they may wait on the way, in memory",
      "peer"),
  NODE_UNHEARD_BYTES(
      "carillon_node_unheard_bytes", Kind.GAUGE, "bytes", "Bytes of their payloads", "peer"),
  NODE_PARTIALS(
      "carillon_node_partial_messages",
      Kind.GAUGE,
      "messages",
      "Large messages of other nodes that have not arrived in full"),
  NODE_PARTIAL_BYTES(
      "carillon_node_partial_bytes", Kind.GAUGE, "bytes", "Memory set aside for them"),
  NODE_MESSAGES(
      "carillon_node_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages to and from another node: `out` or `in`",
      "peer",
      "direction"),
  NODE_BYTES(
      "carillon_node_bytes_total",
      Kind.COUNTER,
      "bytes",
      "Bytes of payloads, arguments and answers in them",
      "peer",
      "direction"),
  NODE_RETRIES(
      "carillon_node_retries_total",
      Kind.COUNTER,
      "messages",
      "How often a node was asked what it has of a broadcast that it had not answered",
      "peer"),
  NODE_REFUSED(
      "carillon_node_refused_total",
      Kind.COUNTER,
      "broadcasts",
      "Broadcasts that a node refused, or that were kept from it because it is behind",
      "peer"),
  NODE_UNANSWERED(
      "carillon_node_unanswered_total",
      Kind.COUNTER,
      "questions",
      "Broadcasts and questions that a node had not answered in time, or that were lost on the way"
          + " there and not sent again",
      "peer"),
  NODE_LATE(
      "carillon_node_late_answers_total",
      Kind.COUNTER,
      "messages",
      "Parts of broadcasts that a node told after the answer was given",
      "peer"),
  NODE_UNKNOWN(
      "carillon_node_unknown_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages between nodes that nobody had asked for",
      "peer"),
  INVALID_SUBSCRIPTION_FRAMES(
      "carillon_invalid_subscription_frames_total",
      Kind.COUNTER,
      "frames",
      "Frames from subscription clients that were not as documented"),
  CERTIFICATE_REMAINING(
      "carillon_cluster_certificate_remaining_seconds",
      Kind.GAUGE,
      "seconds",
      "Time until this node's certificate or its authority's expires; 0 if they cannot be read"),
  START_TIME(
      "carillon_start_time_seconds", Kind.GAUGE, "seconds", "When the process began, since 1970"),
  OPEN_FILES(
      "carillon_open_files", Kind.GAUGE, "files", "Files and sockets that the process has open"),
  MAX_FILES("carillon_max_files", Kind.GAUGE, "files", "How many it may have open"),
  HEAP_LIVE(
      "carillon_heap_live_bytes",
      Kind.GAUGE,
      "bytes",
      "Heap that was still in use after it was last collected"),
  HEAP_MAX("carillon_heap_max_bytes", Kind.GAUGE, "bytes", "How large the heap may become"),
  WEBSOCKET_CONNECTIONS(
      "maicivy_websocket_connections",
      Kind.GAUGE,
      "connections",
      "Open WebSockets that speak analytics"),
  CURRENT_VISITORS(
      "maicivy_current_visitors", Kind.GAUGE, "visitors", "Visitors of the last five minutes"),
  VISITORS(
      "maicivy_visitors_total",
      Kind.COUNTER,
      "visitors",
      "Visitors who came, or came back after five minutes without an event"),
  EVENTS("maicivy_events_total", Kind.COUNTER, "events", "Events that were tracked", "event_type"),
  LETTERS(
      "maicivy_letters_generated_total",
      Kind.COUNTER,
      "letters",
      "Letters that were generated",
      "type"),
  PAGE_VIEWS("maicivy_page_views_total", Kind.COUNTER, "views", "Views of pages by path", "path"),
  THEME_VIEWS(
      "maicivy_cv_theme_views",
      Kind.GAUGE,
      "views",
      "How often each of the twenty themes chosen most often was chosen",
      "theme"),
  CONVERSION_RATE(
      "maicivy_conversion_rate", Kind.GAUGE, "ratio", "Letters for each visitor of today"),
  REQUEST_DURATION(
      "maicivy_analytics_request_duration_seconds",
      Kind.HISTOGRAM,
      "seconds",
      "How long requests to the analytics API took",
      "endpoint",
      "method",
      "status"),
  IGNORED_MESSAGES(
      "carillon_analytics_ignored_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages from analytics clients that asked for nothing known",
      "reason"),
  UNSENT_MESSAGES(
      "carillon_analytics_unsent_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages to analytics clients that could not be made or handed over",
      "kind"),
  UNREADABLE_ENTRIES(
      "carillon_analytics_unreadable_entries_total",
      Kind.COUNTER,
      "entries",
      "Entries in Redis that were left out of an answer because they are no events or clicks",
      "key"),
  FAILED_LOGINS(
      "carillon_admin_failed_logins_total",
      Kind.COUNTER,
      "requests",
      "Requests to the admin port with a wrong token",
      "status"),
  WEBHOOK_QUEUE(
      "carillon_webhook_queue_events",
      Kind.GAUGE,
      "events",
      "Events that wait for a webhook or are under way",
      "webhook"),
  WEBHOOK_QUEUE_AGE(
      "carillon_webhook_queue_age_seconds",
      Kind.GAUGE,
      "seconds",
      "How long the first of them has waited",
      "webhook"),
  WEBHOOK_EVENTS(
      "carillon_webhook_events_total",
      Kind.COUNTER,
      "events",
      "What became of events: `delivered`, `dropped`, `rejected` or `abandoned`",
      "webhook",
      "outcome"),
  WEBHOOK_FAILED_ATTEMPTS(
      "carillon_webhook_failed_attempts_total",
      Kind.COUNTER,
      "attempts",
      "Posts that were not answered with 2xx",
      "webhook"),
  REDIS_OPERATION_DURATION(
      "maicivy_redis_operation_duration_seconds",
      Kind.HISTOGRAM,
      "seconds",
      "How long questions to the store in Redis took",
      "operation"),
  REDIS_UP(
      "carillon_redis_up",
      Kind.GAUGE,
      "",
      "1 while every connection to Redis that was asked for is there, else 0"),
  REDIS_OUTAGES(
      "carillon_redis_outages_total", Kind.COUNTER, "outages", "How often Redis went out of reach"),
  REDIS_RECEIVED(
      "carillon_redis_received_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages that came from Redis, but for those of this node itself",
      "channel"),
  REDIS_NOT_FORWARDED(
      "carillon_redis_unforwarded_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages that came from Redis and went no further",
      "channel",
      "reason"),
  REDIS_PUBLISHED(
      "carillon_redis_published_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages that Redis took",
      "channel"),
  REDIS_NOT_PUBLISHED(
      "carillon_redis_unpublished_messages_total",
      Kind.COUNTER,
      "messages",
      "Messages to Redis that were not published, or of which that is not known",
      "channel",
      "reason");

  /** What a meter does. */
  public enum Kind {
    /** Goes up and down. */
    GAUGE,
    /** Only goes up. */
    COUNTER,
    /** Sorts durations into buckets. */
    HISTOGRAM
  }

  private final String text;
  private final Kind kind;
  private final String unit;
  private final String description;
  private final List<String> tags;

  MeterName(String text, Kind kind, String unit, String description, String... tags) {
    this.text = text;
    this.kind = kind;
    this.unit = unit;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** The name on the wire. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /** What is counted or measured; part of the name only for durations. */
  public String unit() {
    return unit;
  }

  public String description() {
    return description;
  }

  public List<String> tags() {
    return tags;
  }
}
