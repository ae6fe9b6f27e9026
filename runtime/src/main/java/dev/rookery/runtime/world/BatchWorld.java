package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.World;
import dev.rookery.runtime.tensors.TensorThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Teachers talk to an agent in N lanes at once, for one epoch. One {@link #parley} is one turn in
 * every lane.
 *
 * <p>Batches may be answered ahead on other threads, as long as the turns that follow don't depend
 * on the answers. That changes neither the batches nor their order.
 */
public final class BatchWorld implements World {

  /** Hears what was said, example by example, in the order of the lanes. */
  @FunctionalInterface
  public interface Listener {

    /**
     * One example.
     *
     * @param task index of the teacher that spoke
     * @param observation what it said, labels included
     * @param reply what the agent answered
     */
    void onTurn(int task, Message observation, Message reply);
  }

  private final Agent agent;
  private final EvaluationLanes lanes;
  private final List<Conversation> conversations = new ArrayList<>();
  private final Listener listener;
  private final Optional<TensorThreads> threads;
  private final ArrayDeque<Batch> begun = new ArrayDeque<>();
  private long left;
  private boolean hasWaited;
  private boolean epochDone;

  /** Turns and, sooner or later, what the agent answers to them. */
  private record Batch(
      List<EvaluationLanes.Turn> turns, CompletableFuture<List<Message>> replies) {}

  /** Opens a world whose batches are answered one after the other, to the end of the epoch. */
  public BatchWorld(List<Teacher> teachers, Agent agent, int laneCount, Listener listener) {
    this(teachers, agent, laneCount, Long.MAX_VALUE, Optional.empty(), listener);
  }

  /**
   * Opens the world.
   *
   * @param teachers of evaluation datatypes or ordered; several of them take turns
   * @param laneCount the batch size
   * @param most no batch is begun after so many turns
   * @param threads that may answer at once, if the agent {@link Agent#isConcurrent}; whoever closes
   *     the world waits for them
   * @param listener is called by the thread that calls {@link #parley}
   */
  public BatchWorld(
      List<Teacher> teachers,
      Agent agent,
      int laneCount,
      long most,
      Optional<TensorThreads> threads,
      Listener listener) {
    this.agent = agent;
    this.listener = listener;
    this.threads = threads;
    left = most;
    lanes = new EvaluationLanes(teachers, laneCount);
    for (int i = 0; i < laneCount; i++) {
      conversations.add(agent.converse());
    }
  }

  @Override
  public boolean epochDone() {
    return epochDone;
  }

  /**
   * One turn in every lane that has something left. Once the agent has left ({@link Message#exits})
   * the epoch is done; turns that it left without an answer are no examples.
   */
  @Override
  public int parley() {
    if (epochDone) {
      return 0;
    }
    int ahead = threads.map(several -> several.count() * TensorThreads.AHEAD).orElse(1);
    while (begun.size() < ahead && left > 0 && !hasWaited && begin()) {}
    if (begun.isEmpty()) {
      epochDone = true;
      return 0;
    }
    Batch batch = begun.remove();
    hasWaited &= !begun.isEmpty(); // the one that was waited for is the last
    List<Message> replies = TensorThreads.resultOf(batch.replies());
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i).exits()) {
        epochDone = true;
        continue;
      }
      EvaluationLanes.Turn turn = batch.turns().get(i);
      listener.onTurn(turn.task(), turn.message(), replies.get(i));
    }
    return replies.size();
  }

  /** Tells the agent the next turns; false if there are none. */
  private boolean begin() {
    List<EvaluationLanes.Turn> turns = new ArrayList<>();
    List<Conversation> listening = new ArrayList<>();
    List<Optional<EvaluationLanes.Turn>> dealt = lanes.next();
    for (int lane = 0; lane < dealt.size(); lane++) {
      if (dealt.get(lane).isPresent()) {
        EvaluationLanes.Turn turn = dealt.get(lane).orElseThrow();
        Conversation conversation = conversations.get(lane);
        conversation.observe(turn.message());
        turns.add(turn);
        listening.add(conversation);
      }
    }
    left -= turns.size();
    if (!turns.isEmpty()) {
      begun.add(new Batch(turns, replies(turns, listening)));
    }
    return !turns.isEmpty();
  }

  /** On another thread if no lane waits for its answer, else on this one, which has more. */
  private CompletableFuture<List<Message>> replies(
      List<EvaluationLanes.Turn> turns, List<Conversation> listening) {
    List<Conversation> asked = new ArrayList<>(listening);
    if (threads.isPresent()) {
      asked.replaceAll(conversation -> conversation.detachTurn().orElse(conversation));
    }
    hasWaited = IntStream.range(0, asked.size()).anyMatch(i -> asked.get(i) == listening.get(i));
    CompletableFuture<List<Message>> replies =
        hasWaited
            ? CompletableFuture.completedFuture(agent.act(asked))
            : CompletableFuture.supplyAsync(() -> agent.act(asked), threads.orElseThrow());
    for (int i = 0; i < turns.size(); i++) {
      Conversation conversation = listening.get(i);
      if (asked.get(i) == conversation) {
        Message reply = replies.join().get(i);
        if (reply.exits()) {
          continue;
        }
        conversation.observeSelf(reply);
      }
      if (turns.get(i).message().episodeDone()) {
        conversation.reset();
      }
    }
    return replies;
  }

  /** No further batches are begun. */
  @Override
  public void close() {
    begun.forEach(batch -> batch.replies().cancel(false));
    lanes.close();
  }
}
