package io.carillon.engine.protocol.subscriptions;

import io.carillon.engine.message.Message;
import io.carillon.engine.message.Subscription;
import io.carillon.engine.message.Target;
import java.util.Set;

/** What a message asks for. */
public sealed interface ClientFrame {

  /** Calls the one method of the reader that fits. */
  void read(Reader reader);

  /** Does what frames ask for. */
  interface Reader {
    /** These subscriptions take the place of all there were. */
    void onSubscribe(Set<Subscription> subscriptions);

    /** Whoever subscribed to it is to get this message. */
    void onNotify(Target.Subscribed subscribers, Message forwarded);

    /** There is nothing to do, and nothing is wrong. */
    void onNothing();

    /** It is not as documented; nothing is to change. */
    void onInvalid(Complaint complaint);
  }

  /** A client subscribes. */
  record Subscribe(Set<Subscription> subscriptions) implements ClientFrame {
    public Subscribe {
      subscriptions = Set.copyOf(subscriptions);
    }

    @Override
    public void read(Reader reader) {
      reader.onSubscribe(subscriptions);
    }
  }

  /** A publisher notifies. */
  record Notify(Target.Subscribed subscribers, Message forwarded) implements ClientFrame {
    @Override
    public void read(Reader reader) {
      reader.onNotify(subscribers, forwarded);
    }
  }

  /** A sign of life, or a command for another server. */
  enum Nothing implements ClientFrame {
    INSTANCE;

    @Override
    public void read(Reader reader) {
      reader.onNothing();
    }
  }

  /** None of these. */
  record Invalid(Complaint complaint) implements ClientFrame {
    @Override
    public void read(Reader reader) {
      reader.onInvalid(complaint);
    }
  }
}
