package dev.rookery.runtime.evaluation;

import dev.rookery.api.dialogue.Teacher;
import dev.rookery.runtime.tensors.TensorThreads;
import dev.rookery.runtime.world.BatchWorld;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The world of an evaluation, and the threads that answer its batches if several are at once. */
record Batches(BatchWorld world, Optional<TensorThreads> threads) implements AutoCloseable {

  static Batches open(
      Evaluation evaluation,
      List<Teacher> teachers,
      OptionalLong expected,
      BatchWorld.Listener listener) {
    int atOnce = evaluation.agent().isConcurrent() ? atOnce(evaluation, expected) : 1;
    Optional<TensorThreads> threads =
        atOnce == 1 ? Optional.empty() : Optional.of(new TensorThreads(atOnce));
    try {
      BatchWorld world =
          new BatchWorld(
              teachers,
              evaluation.agent(),
              evaluation.batchSize(),
              evaluation.maxExamples().orElse(Long.MAX_VALUE),
              threads,
              listener);
      return new Batches(world, threads);
    } catch (RuntimeException | Error e) {
      threads.ifPresent(TensorThreads::close);
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

  @Override
  public void close() {
    try {
      world.close();
    } finally {
      threads.ifPresent(TensorThreads::close);
    }
  }
}
