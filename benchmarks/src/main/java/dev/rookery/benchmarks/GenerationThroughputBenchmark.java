package dev.rookery.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.model.Search;
import dev.rookery.api.nn.Precision;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Tokens a second of greedy and beam search beside a bare libtorch loop of the same model on the
 * same contexts, in one process, in turns. Both read the contexts, too. Replies have a fixed number
 * of tokens, so that both do the same work whatever the weights are, which are random.
 *
 * <p>Contexts are those of ConvAI2 (truncation 128). Prints tokens a second of both (median over
 * the blocks) and their ratio. Arguments: the folder of data sets, the models joined by commas, the
 * precisions, the batch sizes, the beam sizes, the lengths, the number of blocks.
 */
public final class GenerationThroughputBenchmark {

  private static final long SEED = 1;

  private GenerationThroughputBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    String[] given = Arrays.copyOf(arguments, 7);
    String data = given[0] == null ? "data" : given[0];
    for (String subject : list(given[1], "tga-256,transformer,transformer-6x512")) {
      for (String precision : list(given[2], "float32,bf16")) {
        for (String batch : list(given[3], "1,32,128")) {
          int batchSize = Integer.parseInt(batch);
          try (Bench bench =
              Bench.open(Subject.titled(subject), Precision.named(precision), data, batchSize)) {
            for (String beam : list(given[4], "1,5")) {
              for (String length : list(given[5], "16")) {
                Work work = new Work(Integer.parseInt(beam), Integer.parseInt(length));
                System.out.printf(
                    Locale.ROOT,
                    "%s %s batch %d beam %s length %s: %s%n",
                    subject,
                    precision,
                    batchSize,
                    beam,
                    length,
                    compare(bench, work, given[6] == null ? 6 : Integer.parseInt(given[6])));
              }
            }
          }
        }
      }
    }
  }

  private static String[] list(String argument, String byDefault) {
    return (argument == null ? byDefault : argument).split(",");
  }

  private record Work(int beamSize, int length) {}

  private static String compare(Bench bench, Work work, int blocks) {
    double[] ours = new double[blocks];
    double[] bare = new double[blocks];
    List<Batch> batches = bench.training().nextBatches(2);
    for (int block = -1; block < blocks; block++) {
      double oursRate = 0;
      double bareRate = 0;
      for (Batch batch : batches) {
        oursRate += tokensPerSecond(() -> ours(bench, batch, work)) / batches.size();
        bareRate +=
            tokensPerSecond(() -> bench.bare().write(batch.text(), work.length(), work.beamSize()))
                / batches.size();
      }
      if (block >= 0) {
        ours[block] = oursRate;
        bare[block] = bareRate;
      }
    }
    return String.format(
        Locale.ROOT,
        "rookery %.0f tokens/s, bare libtorch %.0f tokens/s, ratio %.2f",
        Rates.median(ours),
        Rates.median(bare),
        Rates.median(ours) / Rates.median(bare));
  }

  private static double tokensPerSecond(java.util.function.LongSupplier writing) {
    long begun = System.nanoTime();
    long tokens = writing.getAsLong();
    return tokens / ((System.nanoTime() - begun) / 1e9);
  }

  /** Reads and writes as the agent does; the end token is out of reach. */
  private static long ours(Bench bench, Batch batch, Work work) {
    PaddedTokens text = batch.text();
    Search search = EndlessSearch.of(work.beamSize(), bench.agent().dictionary());
    try (NDManager step = NDManager.newBaseManager()) {
      NDList states =
          bench
              .agent()
              .model()
              .encode(new EncoderInput(text.toArray(step), text.lengthsArray(step), batch, false));
      List<Search.Row> rows =
          IntStream.range(0, text.rows())
              .mapToObj(i -> Search.Row.of(new int[0], new int[0], SEED))
              .toList();
      List<List<Hypothesis>> written =
          search.generate(new Search.Request(bench.agent().model(), states, rows, work.length()));
      return written.stream().mapToLong(one -> one.get(0).tokens().size()).sum();
    }
  }
}
