package io.carillon.engine;

import io.carillon.engine.label.Label;
import io.carillon.engine.label.Labels;
import io.carillon.engine.message.ConnectionDescription;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.Labelled;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.Question;
import io.carillon.engine.registry.Registry;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * The labels of connections: tags, groups and users.
 *
 * <p>Thread-safe; nothing here blocks. An answer says that broadcasts see the change. A connection
 * has at most 64 tags, 64 groups and one user; its labels end with it.
 */
public final class Memberships {
  private static final Question<Label, Integer> DISSOLVE =
      new Question<>("dissolve-1", Layouts.LABEL, Layouts.NUMBER);

  private final Questions questions;
  private final Directory directory;
  private final Everywhere<Label, Integer> dissolve;

  Memberships(Questions questions, Directory directory) {
    this.questions = questions;
    this.directory = directory;
    this.dissolve =
        questions.everywhere(
            DISSOLVE, label -> questions.ask(replyTo -> new Registry.Dissolve(label, replyTo)));
  }

  /** Puts a label on a connection; a user takes the place of the one before. */
  public CompletionStage<Labelled> join(ConnectionId id, Label label) {
    return questions.command(id, Commands.JOIN, label);
  }

  /** Takes a label off a connection; one without it, or that does not exist, is left alone. */
  public CompletionStage<Done> leave(ConnectionId id, Label label) {
    return questions.command(id, Commands.LEAVE, label);
  }

  /** Takes all labels of a kind off a connection. */
  public CompletionStage<Done> leaveAll(ConnectionId id, Label.Kind kind) {
    return questions.command(id, Commands.LEAVE_ALL, kind);
  }

  /** Takes a label off everybody; the connections stay. Answers how many had it on each node. */
  public CompletionStage<Gathered<Integer>> dissolve(Label label) {
    return dissolve.gather(label);
  }

  /** The labels of a connection; none if it does not exist. */
  public CompletionStage<Labels> of(ConnectionId id) {
    return questions
        .command(id, Commands.DESCRIBE)
        .thenApply(found -> found.map(ConnectionDescription::labels).orElse(Labels.NONE));
  }

  /** The names of one kind that at least one connection has. */
  public CompletionStage<List<String>> names(Label.Kind kind) {
    return directory.names(kind).thenApply(Gathered::union);
  }

  /** How many have a label. */
  public CompletionStage<Integer> count(Label label) {
    return directory.count(label).thenApply(Gathered::sum);
  }
}
