package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps what the commands hand over. */
final class RecordedWork implements ExperimentWork {

  private final List<Object> requests = new ArrayList<>();
  private @Nullable RuntimeException failure;

  /** From now on all work fails. */
  void failWith(RuntimeException thrown) {
    failure = thrown;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  /** The only thing that was handed over. */
  <T> T only(Class<T> type) {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, got " + requests);
    }
    return type.cast(requests.get(0));
  }

  private int keep(Object request) {
    if (failure != null) {
      throw failure;
    }
    requests.add(request);
    return 0;
  }

  @Override
  public int train(Training training, PrintWriter out) {
    return keep(training);
  }

  @Override
  public int evaluate(Evaluating evaluating, PrintWriter out) {
    return keep(evaluating);
  }

  @Override
  public int generate(Generating generating, PrintWriter out) {
    return keep(generating);
  }

  @Override
  public int sample(Sampling sampling, PrintWriter out) {
    return keep(sampling);
  }

  @Override
  public int score(Scored scored, PrintWriter out) {
    return keep(scored);
  }

  @Override
  public int chat(Chatting chatting, PrintWriter out) {
    return keep(chatting);
  }

  @Override
  public List<Teacher> teachers(LoadedExperiment loaded, DataType dataType) {
    return List.of(new TwoEpisodes(dataType));
  }

  private record TwoEpisodes(DataType dataType) implements IndexedTeacher {
    @Override
    public String id() {
      return "two";
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(2);
    }

    @Override
    public Episode episode(int index) {
      Message message =
          Message.ofText("question " + index)
              .with(Message.LABELS, List.of("answer", "reply"))
              .with("mood", "calm")
              .with(Message.EPISODE_DONE, true);
      return new Episode(List.of(dataType.present(message)));
    }
  }
}
