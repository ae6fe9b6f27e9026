package dev.rookery.benchmarks;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.nn.Precision;
import dev.rookery.runtime.causal.CausalGenerator;
import dev.rookery.runtime.causal.GenerationOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * New tokens a second of greedy decoding with GPT-2 (random weights) beside a bare libtorch loop of
 * the same network on the same prompts, in one process, in turns. Reading the prompts is part of
 * the time.
 *
 * <p>Prints tokens a second of both (median over the blocks) and their ratio. Arguments: the
 * precisions joined by commas, the batch sizes, the number of blocks, tokens of a prompt, new
 * tokens, the network (124m, or acegen for AceGen's default).
 */
public final class Gpt2DecodingBenchmark {

  private static final int NO_END = -1;

  private Gpt2DecodingBenchmark() {}

  public static void main(String[] arguments) {
    String[] given = Arrays.copyOf(arguments, 6);
    String title = given[5] == null ? "124m" : given[5];
    Gpt2Shape shape = Gpt2Shape.titled(title);
    int blocks = number(given[2], 5);
    int prompt = number(given[3], 64);
    int written = number(given[4], 64);
    for (String name : list(given[0], "float32,bf16")) {
      Precision precision = Precision.named(name);
      try (NDManager manager = NDManager.newBaseManager("PyTorch");
          CausalModel model = shape.rookery(precision, manager);
          BareGpt2 bare = new BareGpt2(shape, precision)) {
        for (String batch : list(given[1], "1,8")) {
          long[][] prompts = prompts(shape, Integer.parseInt(batch), prompt);
          System.out.printf(
              Locale.ROOT,
              "gpt2 %s %s batch %s, %d + %d tokens: %s%n",
              title,
              name,
              batch,
              prompt,
              written,
              compare(
                  () -> ours(model, prompts, written, manager),
                  () -> bare.write(prompts, written),
                  blocks));
        }
      }
    }
  }

  private static int number(String argument, int byDefault) {
    return argument == null ? byDefault : Integer.parseInt(argument);
  }

  private static String[] list(String argument, String byDefault) {
    return (argument == null ? byDefault : argument).split(",");
  }

  private static long[][] prompts(Gpt2Shape shape, int rows, int length) {
    Random random = new Random(1);
    long[][] prompts = new long[rows][length];
    for (long[] prompt : prompts) {
      Arrays.setAll(prompt, i -> random.nextInt(shape.vocabulary()));
    }
    return prompts;
  }

  private static String compare(LongSupplier ours, LongSupplier bare, int blocks) {
    double[] ourRates = new double[blocks];
    double[] bareRates = new double[blocks];
    for (int block = -1; block < blocks; block++) {
      double ourRate = tokensPerSecond(ours);
      double bareRate = tokensPerSecond(bare);
      if (block >= 0) {
        ourRates[block] = ourRate;
        bareRates[block] = bareRate;
      }
    }
    return String.format(
        Locale.ROOT,
        "rookery %.1f tokens/s, bare libtorch %.1f tokens/s, ratio %.2f",
        Rates.median(ourRates),
        Rates.median(bareRates),
        Rates.median(ourRates) / Rates.median(bareRates));
  }

  private static double tokensPerSecond(LongSupplier writing) {
    long begun = System.nanoTime();
    long tokens = writing.getAsLong();
    return tokens / ((System.nanoTime() - begun) / 1e9);
  }

  private static long ours(CausalModel model, long[][] prompts, int count, NDManager manager) {
    List<int[]> texts = new ArrayList<>();
    for (long[] prompt : prompts) {
      texts.add(Arrays.stream(prompt).mapToInt(id -> (int) id).toArray());
    }
    return new CausalGenerator(GenerationOptions.greedy(count, NO_END))
        .generate(model, texts, manager).stream().mapToLong(row -> row.get(0).ids().length).sum();
  }
}
