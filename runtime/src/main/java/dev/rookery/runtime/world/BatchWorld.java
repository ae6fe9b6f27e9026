package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Teachers talk to an agent in N lanes at once, for one epoch. One {@link #parley} is one turn in
 * every lane.
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
  private boolean epochDone;

  /**
   * Opens the world.
   *
   * @param teachers of evaluation datatypes or ordered; several of them take turns
   * @param laneCount the batch size
   */
  public BatchWorld(List<Teacher> teachers, Agent agent, int laneCount, Listener listener) {
    this.agent = agent;
    this.listener = listener;
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
    if (turns.isEmpty()) {
      epochDone = true;
      return 0;
    }
    List<Message> replies = agent.act(listening);
    for (int i = 0; i < turns.size(); i++) {
      if (replies.get(i).exits()) {
        epochDone = true;
        continue;
      }
      listening.get(i).observeSelf(replies.get(i));
      listener.onTurn(turns.get(i).task(), turns.get(i).message(), replies.get(i));
      if (turns.get(i).message().episodeDone()) {
        listening.get(i).reset();
      }
    }
    return turns.size();
  }

  @Override
  public void close() {
    lanes.close();
  }
}
