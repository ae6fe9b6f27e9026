package dev.rookery.benchmarks;

import dev.rookery.api.model.Batch;
import dev.rookery.api.nn.Precision;
import dev.rookery.runtime.tensors.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Training throughput beside a bare libtorch loop of the same model on the same batches, in one
 * process, in turns: a block of updates of one, then the same block of the other.
 *
 * <p>Batches are those that a run makes of ConvAI2 (batch size 32, truncation 128). Prints examples
 * a second of both (median over the blocks) and their ratio. Arguments: the folder of data sets,
 * the models joined by commas, the precisions joined by commas, the number of blocks.
 */
public final class TrainingThroughputBenchmark {

  private static final int WARM_UP = 4;
  private static final int BLOCK = 5;

  private TrainingThroughputBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    String data = arguments.length > 0 ? arguments[0] : "data";
    String subjects =
        arguments.length > 1 ? arguments[1] : "tga-256,seq2seq,transformer,transformer-6x512";
    String precisions = arguments.length > 2 ? arguments[2] : "float32,bf16";
    int blocks = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 8;
    for (String subject : subjects.split(",")) {
      for (String precision : precisions.split(",")) {
        compare(data, Subject.titled(subject), Precision.named(precision), blocks);
      }
    }
  }

  private static void compare(String data, Subject subject, Precision precision, int blocks)
      throws IOException {
    try (Bench bench = Bench.open(subject, precision, data, 32)) {
      Consumer<Batch> ours = bench.training()::update;
      Consumer<Batch> bare = batch -> bench.bare().step(batch.text(), batch.labels().orElseThrow());
      List<Batch> warmUp = bench.training().nextBatches(WARM_UP);
      warmUp.forEach(ours);
      warmUp.forEach(bare);
      double[] oursRates = new double[blocks];
      double[] bareRates = new double[blocks];
      for (int block = 0; block < blocks; block++) {
        List<Batch> batches = bench.training().nextBatches(BLOCK);
        oursRates[block] = rate(batches, ours);
        bareRates[block] = rate(batches, bare);
      }
      System.out.printf(
          Locale.ROOT,
          "training %s %s: rookery %.1f examples/s, bare libtorch %.1f examples/s, ratio %.2f"
              + " (%s)%n",
          subject.title(),
          precision.settingName(),
          Rates.median(oursRates),
          Rates.median(bareRates),
          Rates.median(oursRates) / Rates.median(bareRates),
          Tensors.version());
    }
  }

  private static double rate(List<Batch> batches, Consumer<Batch> update) {
    long begun = System.nanoTime();
    batches.forEach(update);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return batches.stream().mapToInt(Batch::size).sum() / seconds;
  }
}
