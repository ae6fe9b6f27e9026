package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.dialogue.DataType.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Tells stories and asks about them. Each turn adds facts and ends with a question; the facts that
 * answer it may stand in earlier turns.
 *
 * @param tasks kinds of questions, one kind a story
 * @param turns questions a story
 * @param facts new facts a turn; more where nothing can be asked yet
 */
record BabiSimulator(List<BabiTask> tasks, Cast cast, int turns, int facts) implements Simulator {

  BabiSimulator {
    tasks = List.copyOf(tasks);
  }

  @Override
  public List<Exchange> episode(Split split, SplittableRandom random) {
    BabiTask task = Draw.one(tasks, random);
    Story story = new Story(cast, random);
    List<Exchange> exchanges = new ArrayList<>(turns);
    for (int turn = 0; turn < turns; turn++) {
      StringBuilder told = new StringBuilder();
      Optional<Exchange> question = Optional.empty();
      for (int fact = 0; fact < facts || question.isEmpty(); fact++) {
        told.append(task.fact(story, random)).append('\n');
        question = fact + 1 < facts ? Optional.empty() : task.question(story, random);
      }
      exchanges.add(question.orElseThrow().after(told.toString()));
    }
    return exchanges;
  }
}
