package dev.rookery.runtime.evaluation;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.World;
import dev.rookery.runtime.tensors.TensorThreads;
import dev.rookery.runtime.world.BatchWorld;
import dev.rookery.runtime.world.ConcurrentWorld;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The world of an evaluation: one batch after the other, or several at once with their threads. */
record Batches(World world, Optional<TensorThreads> threads) implements AutoCloseable {

  static Batches open(
      Evaluation evaluation,
      List<Teacher> teachers,
      OptionalLong expected,
      BatchWorld.Listener listener) {
    Agent agent = evaluation.agent();
    int atOnce = agent.isConcurrent() ? atOnce(evaluation, expected) : 1;
    if (atOnce == 1) {
      return new Batches(
          new BatchWorld(teachers, agent, evaluation.batchSize(), listener), Optional.empty());
    }
    TensorThreads threads = new TensorThreads(atOnce);
    try {
      World world =
          new ConcurrentWorld(
              teachers,
              agent,
              evaluation.batchSize(),
              evaluation.maxExamples().orElse(Long.MAX_VALUE),
              atOnce,
              threads,
              listener);
      return new Batches(world, Optional.of(threads));
    } catch (RuntimeException | Error e) {
      threads.close();
      throw e;
    }
  }

  /** No more than there are batches to answer. */
  private static int atOnce(Evaluation evaluation, OptionalLong expected) {
    int wanted =
        evaluation.batchesAtOnce() > 0 ? evaluation.batchesAtOnce() : TensorThreads.usualCount();
    if (expected.isEmpty()) {
      return wanted;
    }
    long size = evaluation.batchSize();
    long batches = (expected.getAsLong() + size - 1) / size;
    return (int) Math.max(1, Math.min(wanted, batches));
  }

  int parley() {
    return world.parley();
  }

  @Override
  public void close() {
    world.close();
    threads.ifPresent(TensorThreads::close);
  }
}
