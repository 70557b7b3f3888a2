package io.carillon.http.server;

import io.carillon.engine.application.PushResult;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * One WebSocket of an embedded server. Thread-safe; only {@link #read} waits, and everything may be
 * called after it has closed.
 *
 * <p>What the client sends is taken in one of three ways, and in that one only: by {@link #read},
 * by {@link #onMessage} or by {@link #source}. Until then, and while a reader is busy, at most
 * {@code carillon.server.inbox-messages} messages and {@code carillon.server.inbox-bytes} are kept;
 * then nothing more is read from the socket and TCP slows the client down.
 */
public interface Connection {

  ConnectionId id();

  /** The path as the client sent it, without the query. */
  String path();

  /** What followed the {@code ?}, as sent; empty if there was none. */
  String query();

  /** The values of the placeholders in the route's pattern, decoded. */
  Map<String, String> params();

  /** The value of one placeholder; null if the pattern has none of this name. */
  String param(String name);

  /** The headers of the handshake: name, as sent, to values in their order. */
  Map<String, List<String>> headers();

  /** The first value of a header; upper and lower case are the same. */
  Optional<String> header(String name);

  /** {@code host:port} of the client as the socket sees it. */
  String remoteAddress();

  /** Sends text behind everything that was sent before; see {@link #send(Message)}. */
  PushResult send(String text);

  /** Sends a copy of the bytes as one binary message; see {@link #send(Message)}. */
  PushResult send(byte[] bytes);

  /**
   * Sends a message: {@code Sent} if the kernel has it, {@code Queued} if it waits in the outbox,
   * {@code Refused} with {@code SLOW} if the outbox is full and with {@code CLOSED} if the
   * connection is closing or gone.
   */
  PushResult send(Message message);

  /**
   * Waits for the next message.
   *
   * @return empty if the connection is over and every message that came before its end has been
   *     read
   * @throws IllegalStateException on a thread that must not block (in {@code onOpen}, {@code
   *     onMessage} or {@code onClose}), or if messages are taken in another way
   * @throws InterruptedException if the server stops while the handler waits
   */
  Optional<Message> read() throws InterruptedException;

  /**
   * Waits for the next message, but no longer than this; empty also if none came. {@link
   * Duration#ZERO} only looks.
   *
   * @throws IllegalStateException as {@link #read()} does
   * @throws InterruptedException as {@link #read()} does
   */
  Optional<Message> read(Duration longest) throws InterruptedException;

  /**
   * Hands every message to a listener, one at a time and in order: those that have come already at
   * once, on the caller's thread, all others on the connection's, where it must not block. What it
   * throws is logged and closes the connection with 1011.
   *
   * @throws IllegalStateException if messages are taken in another way
   */
  void onMessage(Consumer<Message> listener);

  /**
   * Tells the close code and reason when the connection is over, on its thread; at once, on the
   * caller's, if it is over already. Several listeners are told in their order.
   */
  void onClose(BiConsumer<Integer, String> listener);

  /** Begins the closing handshake with 1000. */
  void close();

  /**
   * Begins the closing handshake behind what was sent before.
   *
   * @throws IllegalArgumentException if the code must not be sent (RFC 6455 §7.4)
   */
  void close(int code, String reason);

  /** Drops the TCP connection without a close frame. */
  void kill();

  /** Whether it is open, or messages that came before its end have not been read. */
  boolean isConnected();

  /** Puts a tag on it, by which broadcasts can be aimed; false if it is gone or has too many. */
  CompletionStage<Boolean> tag(String tag);

  /** Takes a tag off it, if it has it. */
  CompletionStage<Done> untag(String tag);

  /**
   * What the program wants to remember with the connection; dies with it. The program bounds what
   * it puts there.
   */
  ConcurrentMap<String, Object> attributes();

  /**
   * The client's messages with back-pressure, from those that have come already to the end of the
   * connection. Can be run once. Cancelling it closes the connection with 1000.
   *
   * @throws IllegalStateException if messages are taken in another way
   */
  Source<Message, NotUsed> source();

  /**
   * Sends with back-pressure: takes the next message when the one before is with the kernel. Ends
   * the connection when it ends: with 1000 when it completes, with 1011 when it fails. The value
   * completes when the last message is with the kernel, or fails if the connection closed first.
   */
  Sink<Message, CompletionStage<Done>> sink();

  /**
   * {@link #source} and {@link #sink} as one: what comes out is the client's, what goes in ours.
   */
  default Flow<Message, Message, CompletionStage<Done>> flow() {
    return Flow.fromSinkAndSourceCoupledMat(sink(), source(), (sent, unused) -> sent);
  }
}
