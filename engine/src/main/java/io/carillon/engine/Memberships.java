package io.carillon.engine;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * The labels of connections: tags, groups and users.
 *
 * <p>Thread-safe; nothing here blocks. An answer says that broadcasts see the change. A connection
 * has at most 64 tags, 64 groups and one user; its labels end with it.
 */
public final class Memberships {
  private final Questions questions;

  Memberships(Questions questions) {
    this.questions = questions;
  }

  /** Puts a label on a connection; a user takes the place of the one before. */
  public CompletionStage<Labelled> join(ConnectionId id, Label label) {
    return questions.askConnection(
        id, replyTo -> new ConnectionCommand.Join(label, replyTo), Labelled.UNKNOWN_CONNECTION);
  }

  /** Takes a label off a connection; one without it, or that does not exist, is left alone. */
  public CompletionStage<Done> leave(ConnectionId id, Label label) {
    return questions.askConnection(
        id, replyTo -> new ConnectionCommand.Leave(label, replyTo), Done.getInstance());
  }

  /** Takes all labels of a kind off a connection. */
  public CompletionStage<Done> leaveAll(ConnectionId id, Label.Kind kind) {
    return questions.askConnection(
        id, replyTo -> new ConnectionCommand.LeaveAll(kind, replyTo), Done.getInstance());
  }

  /** Takes a label off everybody; the connections stay. Answers how many had it. */
  public CompletionStage<Integer> dissolve(Label label) {
    return questions.ask(replyTo -> new Registry.Dissolve(label, replyTo));
  }

  /** The labels of a connection; none if it does not exist. */
  public CompletionStage<Labels> of(ConnectionId id) {
    CompletionStage<Optional<ConnectionDescription>> description =
        questions.askConnection(id, ConnectionCommand.Describe::new, Optional.empty());
    return description.thenApply(
        found -> found.map(ConnectionDescription::labels).orElse(Labels.NONE));
  }

  /** The names of one kind that at least one connection has. */
  public CompletionStage<List<String>> names(Label.Kind kind) {
    return questions.ask(replyTo -> new Registry.Names(kind, replyTo));
  }

  /** How many have a label. */
  public CompletionStage<Integer> count(Label label) {
    return questions.ask(replyTo -> new Registry.CountLabel(label, replyTo));
  }
}
