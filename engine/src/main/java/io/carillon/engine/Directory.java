package io.carillon.engine;

import io.carillon.engine.label.Label;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.ConnectionSummary;
import io.carillon.engine.message.Target;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.Peers;
import io.carillon.engine.node.Question;
import io.carillon.engine.registry.Member;
import io.carillon.engine.registry.Members;
import io.carillon.engine.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/**
 * Which connections there are on all nodes, node by node: what {@link Engine} lists and counts,
 * with the names of the nodes that did not answer.
 *
 * <p>Thread-safe; nothing here blocks. A node that is silent for two seconds is missing.
 */
public final class Directory {
  private static final Question<Target, List<ConnectionId>> LIST =
      new Question<>("list-1", Layouts.TARGET, Layouts.CONNECTIONS);
  private static final Question<Target, List<ConnectionSummary>> SUMMARIES =
      new Question<>("summaries-1", Layouts.TARGET, Layouts.SUMMARY.list());
  private static final Question<Optional<String>, Integer> COUNT =
      new Question<>("count-1", Layouts.TEXT.optional(), Layouts.NUMBER);
  private static final Question<Target, Integer> COUNT_TARGET =
      new Question<>("count-target-1", Layouts.TARGET, Layouts.NUMBER);
  private static final Question<Label, Integer> COUNT_LABEL =
      new Question<>("count-label-1", Layouts.LABEL, Layouts.NUMBER);
  private static final Question<Label.Kind, List<String>> NAMES =
      new Question<>("names-1", Layouts.KIND, Layouts.TEXT.list());
  private static final Question<Done, List<String>> ROUTES =
      new Question<>("routes-1", Layouts.DONE, Layouts.TEXT.list());
  private static final Question<ConnectionId, Boolean> KILL =
      new Question<>("kill-1", Layouts.CONNECTION, Layouts.FLAG);

  private final Questions questions;
  private final Peers peers;
  private final Names names;
  private final Everywhere<Target, List<ConnectionId>> lists;
  private final Everywhere<Target, List<ConnectionSummary>> summaries;
  private final Everywhere<Optional<String>, Integer> counts;
  private final Everywhere<Target, Integer> targetCounts;
  private final Everywhere<Label, Integer> labelCounts;
  private final Everywhere<Label.Kind, List<String>> labelNames;
  private final Everywhere<Done, List<String>> routes;

  Directory(Questions questions, Peers peers) {
    this.questions = questions;
    this.peers = peers;
    this.lists = questions.everywhere(LIST, target -> membersHere(target, Member::id));
    this.summaries =
        questions.everywhere(SUMMARIES, target -> membersHere(target, Member::summary));
    this.counts =
        questions.everywhere(
            COUNT, route -> questions.ask(replyTo -> new Registry.Count(route, replyTo)));
    this.targetCounts =
        questions.everywhere(COUNT_TARGET, target -> targetsHere(target).thenApply(Members::size));
    this.labelCounts =
        questions.everywhere(
            COUNT_LABEL,
            label -> questions.ask(replyTo -> new Registry.CountLabel(label, replyTo)));
    this.labelNames =
        questions.everywhere(
            NAMES, kind -> questions.ask(replyTo -> new Registry.Names(kind, replyTo)));
    this.routes = questions.everywhere(ROUTES, done -> questions.ask(Registry.Routes::new));
    questions.answer(KILL, this::killHere);
    this.names = new Names(questions, peers, this::connections);
  }

  /** The open connections that a broadcast to the target would be sent to now. */
  public CompletionStage<Gathered<List<ConnectionId>>> connections(Target target) {
    return lists.gather(target);
  }

  /** The same, with what lists tell about each. */
  public CompletionStage<Gathered<List<ConnectionSummary>>> summaries(Target target) {
    return summaries.gather(target);
  }

  /** How many are open, or open on one route. */
  public CompletionStage<Gathered<Integer>> count(Optional<String> route) {
    return counts.gather(route);
  }

  /** On this node alone. */
  CompletionStage<Integer> countHere() {
    return questions.ask(replyTo -> new Registry.Count(Optional.empty(), replyTo));
  }

  /** How many connections a broadcast to the target would be sent to now. */
  public CompletionStage<Gathered<Integer>> count(Target target) {
    boolean isCounted =
        target.selection() == Target.Everyone.INSTANCE && target.exclude().isEmpty();
    return isCounted ? count(target.route()) : targetCounts.gather(target);
  }

  /** How many have a label. */
  public CompletionStage<Gathered<Integer>> count(Label label) {
    return labelCounts.gather(label);
  }

  /** Routes with at least one connection. */
  public CompletionStage<Gathered<List<String>>> routes() {
    return routes.gather(Done.getInstance());
  }

  /** The names of one kind of label that at least one connection has. */
  public CompletionStage<Gathered<List<String>>> names(Label.Kind kind) {
    return labelNames.gather(kind);
  }

  /** The nodes of the cluster, by name in order; one without a cluster is alone. */
  public CompletionStage<List<NodeDescription>> nodes() {
    return count(Optional.empty()).thenApply(counts -> NodeDescription.of(peers, counts));
  }

  CompletionStage<Boolean> rename(ConnectionId current, ConnectionId next) {
    return names.rename(current, next);
  }

  CompletionStage<Boolean> kill(ConnectionId id) {
    return questions.search(id, KILL, id, this::killHere, false);
  }

  private <T> CompletionStage<List<T>> membersHere(Target target, Function<Member, T> each) {
    return targetsHere(target).thenApply(members -> members.toList().stream().map(each).toList());
  }

  private CompletionStage<Members> targetsHere(Target target) {
    return questions
        .members(target.selection(), target.route())
        .thenApply(members -> members.narrow(target));
  }

  private CompletionStage<Boolean> killHere(ConnectionId id) {
    return questions.ask(replyTo -> new Registry.Kill(id, replyTo));
  }
}
