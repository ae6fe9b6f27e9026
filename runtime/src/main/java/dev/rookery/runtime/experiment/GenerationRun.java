package dev.rookery.runtime.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.metrics.JsonProblem;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.tensors.TensorThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Replies to contexts from JSON lines: {@code text}, and optionally {@code history}, the turns
 * before, oldest first. The turn right before {@code text} is the agent's own, the one before that
 * the other side's, and so on.
 */
public final class GenerationRun {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS = List.of("text", "tokens", "token_logprobs", "score");

  /** One line of the input. */
  private record Context(String text, List<String> history) {}

  /** A context and the conversation that hears it. */
  private record Asked(Context context, Conversation conversation) {}

  private final Agent agent;
  private final int batchSize;
  private final int batchesAtOnce;

  /**
   * Creates a run.
   *
   * @param batchesAtOnce how many batches are answered at once, if the agent can; 0 for as many as
   *     make good use of the machine
   */
  public GenerationRun(Agent agent, int batchSize, int batchesAtOnce) {
    this.agent = agent;
    this.batchSize = batchSize;
    this.batchesAtOnce = batchesAtOnce;
  }

  /**
   * Replies to every line, in order.
   *
   * @param name of the input, for messages
   * @return number of replies
   * @throws UserException if a line is wrong, or there is none for a policy, before any reply is
   *     written
   */
  public int run(String name, BufferedReader in, PrintWriter out) {
    List<Context> contexts = read(name, in);
    if (contexts.isEmpty() && agent instanceof PolicyAgent) {
      throw new UserException(
          name
              + " has no contexts, and \"generate\" writes a sequence for each; \"sample\" lets the"
              + " policy \""
              + agent.id()
              + "\" write as many as you like, without");
    }
    Consumer<List<Message>> print = replies -> replies.forEach(reply -> out.println(json(reply)));
    Iterator<List<Asked>> batches =
        IntStream.iterate(0, from -> from < contexts.size(), from -> from + batchSize)
            .mapToObj(from -> batch(contexts, from))
            .iterator();
    int batchCount = (contexts.size() + batchSize - 1) / batchSize;
    int atOnce = agent.isConcurrent() ? TensorThreads.countFor(batchesAtOnce, batchCount) : 1;
    if (atOnce == 1) {
      batches.forEachRemaining(batch -> print.accept(answers(batch)));
    } else {
      try (TensorThreads threads = new TensorThreads(atOnce)) {
        threads.inOrder(batches, this::answers, print);
      }
    }
    return contexts.size();
  }

  private List<Asked> batch(List<Context> contexts, int from) {
    return contexts.subList(from, Math.min(contexts.size(), from + batchSize)).stream()
        .map(context -> new Asked(context, agent.converse()))
        .toList();
  }

  private List<Message> answers(List<Asked> batch) {
    return agent.act(batch.stream().map(GenerationRun::tell).toList());
  }

  private static Conversation tell(Asked asked) {
    Conversation conversation = asked.conversation();
    Context context = asked.context();
    List<String> history = context.history();
    int next = 0;
    if (history.size() % 2 == 1) {
      conversation.observe(Message.empty()); // the agent spoke first
      conversation.observeSelf(Message.ofText(history.get(next++)));
    }
    while (next < history.size()) {
      conversation.observe(Message.ofText(history.get(next++)));
      conversation.observeSelf(Message.ofText(history.get(next++)));
    }
    conversation.observe(Message.ofText(context.text()));
    return conversation;
  }

  private static String json(Message reply) {
    ObjectNode node = JSON.createObjectNode();
    node.put("text", reply.text().orElse(""));
    for (String field : FIELDS.subList(1, FIELDS.size())) {
      reply.find(field).ifPresent(value -> node.set(field, JSON.valueToTree(value)));
    }
    return node.toString();
  }

  private static List<Context> read(String name, BufferedReader in) {
    List<Context> contexts = new ArrayList<>();
    int number = 0;
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          contexts.add(context(name + ": " + number, line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new UserException(
          name
              + ": line "
              + (number + 1)
              + " or one soon after it isn't UTF-8; save the file with the encoding UTF-8",
          e);
    } catch (IOException e) {
      throw new UserException(
          name + " can't be read after line " + number + ": " + IoReasons.of(e), e);
    }
    return contexts;
  }

  private static Context context(String where, String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UserException(where + ": is not JSON: " + JsonProblem.of(e), e);
    }
    if (!node.path("text").isTextual()) {
      throw new UserException(
          where + ": needs a field \"text\" with the message to reply to, as text");
    }
    List<String> history = new ArrayList<>();
    JsonNode turns = node.path("history");
    if (!turns.isMissingNode() && !turns.isNull()) {
      if (!turns.isArray()) {
        throw new UserException(where + ": \"history\" must be a list of texts, oldest first");
      }
      for (JsonNode turn : turns) {
        if (!turn.isTextual()) {
          throw new UserException(where + ": \"history\" holds " + turn + ", which is not a text");
        }
        history.add(turn.asText());
      }
    }
    return new Context(node.get("text").asText(), history);
  }
}
