package io.carillon.engine.websocket;

import io.carillon.engine.message.Message;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.util.ByteString;

/**
 * A broadcast's message, encoded at most once per wire form and shared by reference between all
 * connections that take this form.
 *
 * <p>Forms are made when they are first asked for; where two threads ask at once, both may make one
 * and all callers from then on get the same. Any thread may call it.
 */
public final class EncodedFrame {
  /** The wire form for connections without permessage-deflate. */
  public static final int PLAIN = 0;

  private final Message message;
  private final AtomicReferenceArray<ByteString> forms =
      new AtomicReferenceArray<>(Deflate.MAX_WINDOW_BITS + 1);

  private EncodedFrame(Message message) {
    this.message = message;
  }

  public static EncodedFrame of(Message message) {
    return new EncodedFrame(message);
  }

  public Message message() {
    return message;
  }

  /**
   * The frame in one wire form: plain for {@link #PLAIN}, deflated for a window of 8-15 bits. The
   * plain one again where deflating would not pay ({@link Frames#of(Message, Deflate)}).
   */
  public ByteString bytes(int windowBits) {
    ByteString known = forms.get(windowBits);
    return known != null ? known : encode(windowBits);
  }

  private ByteString encode(int windowBits) {
    ByteString bytes =
        windowBits == PLAIN
            ? Frames.of(message)
            : Frames.deflated(message, windowBits).orElseGet(() -> bytes(PLAIN));
    ByteString first = forms.compareAndExchange(windowBits, null, bytes);
    return first != null ? first : bytes;
  }
}
