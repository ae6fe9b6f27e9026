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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Teachers talk to an agent in several batches at once, for one epoch. One {@link #parley} is one
 * turn of one batch. What is heard is what a {@link BatchWorld} of one batch hears, in another
 * order, which doesn't depend on how long the answers take.
 */
public final class ConcurrentWorld implements World {

  /** Turns of each batch that are dealt before the first of them has been reported. */
  private static final int AHEAD = 3;

  private final Agent agent;
  private final HeardEpisodes episodes;
  private final BatchWorld.Listener listener;
  private final Executor threads;
  private final List<Group> groups = new ArrayList<>();
  private final ArrayDeque<CompletableFuture<List<Answered>>> underWay = new ArrayDeque<>();
  private int nextGroup;
  private boolean epochDone;

  /**
   * A turn and who hears it.
   *
   * @param isLast whether nothing more of the episode is heard, which needn't have ended
   */
  private record Dealt(Conversation conversation, EvaluationLanes.Turn turn, boolean isLast) {}

  /** A turn and its answer. */
  private record Answered(EvaluationLanes.Turn turn, Message reply) {}

  /**
   * Opens the world.
   *
   * @param teachers of evaluation datatypes or ordered; several of them take turns
   * @param agent one that {@link Agent#isConcurrent}
   * @param laneCount the batch size
   * @param most turns that are heard: the first of one batch
   * @param batches how many are answered at once
   * @param threads that answer; whoever closes the world waits for them
   * @param listener is called by the thread that calls {@link #parley}
   */
  public ConcurrentWorld(
      List<Teacher> teachers,
      Agent agent,
      int laneCount,
      long most,
      int batches,
      Executor threads,
      BatchWorld.Listener listener) {
    this.agent = agent;
    this.listener = listener;
    this.threads = threads;
    episodes = new HeardEpisodes(teachers, laneCount, most);
    for (int i = 0; i < batches; i++) {
      groups.add(new Group(laneCount));
    }
  }

  @Override
  public boolean epochDone() {
    return epochDone;
  }

  /** One turn in every lane of the batch whose turn it is; 0 once all was heard. */
  @Override
  public int parley() {
    while (underWay.size() < groups.size() * AHEAD && dealOne()) {}
    if (underWay.isEmpty()) {
      epochDone = true;
      return 0;
    }
    List<Answered> answered = TensorThreads.resultOf(underWay.remove());
    answered.forEach(
        each -> listener.onTurn(each.turn().task(), each.turn().message(), each.reply()));
    return answered.size();
  }

  /** Gives the next batch that has something left its turns; false if none has. */
  private boolean dealOne() {
    for (int tries = 0; tries < groups.size(); tries++) {
      Group group = groups.get(nextGroup);
      nextGroup = (nextGroup + 1) % groups.size();
      List<Lane> speaking = group.lanes.stream().filter(Lane::hasMore).toList();
      if (!speaking.isEmpty()) {
        underWay.add(group.answer(speaking));
        return true;
      }
    }
    return false;
  }

  /** No further answers are begun. */
  @Override
  public void close() {
    underWay.forEach(future -> future.cancel(false));
    episodes.close();
  }

  /** The lanes of one batch, whose turns are answered one after the other. */
  private final class Group {
    private final List<Lane> lanes = new ArrayList<>();
    private CompletableFuture<List<Answered>> last = CompletableFuture.completedFuture(List.of());

    Group(int laneCount) {
      for (int i = 0; i < laneCount; i++) {
        lanes.add(new Lane(agent.converse()));
      }
    }

    CompletableFuture<List<Answered>> answer(List<Lane> speaking) {
      List<Dealt> dealt = speaking.stream().map(Lane::next).toList();
      last = last.thenApplyAsync(before -> answers(dealt), threads);
      return last;
    }

    private List<Answered> answers(List<Dealt> dealt) {
      dealt.forEach(each -> each.conversation().observe(each.turn().message()));
      List<Message> replies = agent.act(dealt.stream().map(Dealt::conversation).toList());
      List<Answered> answered = new ArrayList<>();
      for (int i = 0; i < dealt.size(); i++) {
        Dealt each = dealt.get(i);
        each.conversation().observeSelf(replies.get(i));
        answered.add(new Answered(each.turn(), replies.get(i)));
        if (each.isLast()) {
          each.conversation().reset();
        }
      }
      return answered;
    }
  }

  /** One conversation and what is left of the episode that it hears. */
  private final class Lane {
    private final Conversation conversation;
    private List<EvaluationLanes.Turn> turns = List.of();
    private int next;

    Lane(Conversation conversation) {
      this.conversation = conversation;
    }

    boolean hasMore() {
      if (next == turns.size()) {
        turns = episodes.next().map(HeardEpisodes.Heard::turns).orElse(List.of());
        next = 0;
      }
      return next < turns.size();
    }

    Dealt next() {
      EvaluationLanes.Turn turn = turns.get(next++);
      return new Dealt(conversation, turn, next == turns.size());
    }
  }
}
