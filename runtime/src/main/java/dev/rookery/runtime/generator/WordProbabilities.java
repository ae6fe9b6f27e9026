package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How probable words are as the next ones of a reply, from the probabilities of a model's tokens.
 *
 * <p>A word has the product of its tokens' probabilities. Where tokens may go on with a word
 * ({@code walk} with {@code ing}), "walk" must not get the share of "walking": the product is
 * multiplied by the probability that the next token begins a word or ends the reply, and divided by
 * the same probability before the word, as it is known there that the word before is complete (<a
 * href="https://arxiv.org/abs/2406.14561">Pimentel and Meister 2024</a>).
 *
 * <p>Where all tokens are whole words, the probability of all words of the vocabulary is summed up,
 * special tokens included, and each word's is divided by it, as in ParlAI's {@code eval_ppl.py}.
 * Otherwise that sum would take a search through the vocabulary at each place, and isn't taken.
 *
 * <p>A word that a model can't write has the probability {@link #OF_UNKNOWN_WORD}, as in ParlAI's
 * {@code PerplexityEvaluatorAgent}: its tokens are several words, or the unknown one is among them.
 */
final class WordProbabilities {

  /** What a word gets that the model can't write. */
  static final double OF_UNKNOWN_WORD = 1e-7;

  // DJL's arrays don't know bfloat16, and end the JVM when asked to convert it.
  private static final TorchScript SHARES =
      new TorchScript(
          "shares of words",
          """
          def forward(self, logits: Tensor, weights: Tensor) -> Tensor:
            return torch.matmul(torch.softmax(torch.to(logits, 6), 1), weights)
          """);

  private final GeneratorModel model;
  private final VocabularyDictionary dictionary;
  private final int mostTokens;
  private final float[] edges;
  private final boolean wholeWords;
  private @Nullable Dictionary vocabulary;
  private float[] weights = {};
  private double unknownMass;

  /**
   * @param labelTruncate most tokens of a reply, its end included, or -1 for no limit but the
   *     model's
   */
  WordProbabilities(GeneratorModel model, VocabularyDictionary dictionary, int labelTruncate) {
    this.model = model;
    this.dictionary = dictionary;
    mostTokens =
        labelTruncate < 0 ? model.longestReply() : Math.min(labelTruncate, model.longestReply());
    edges = new float[dictionary.size()];
    boolean pieces = false;
    for (int id = 0; id < edges.length; id++) {
      edges[id] = dictionary.continuesWord(id) ? 0 : 1;
      pieces |= edges[id] == 0 || dictionary.leavesWordOpen(id);
    }
    wholeWords = !pieces;
  }

  /**
   * The natural log-probabilities of each reply's first words, as many as fit into the limits.
   *
   * @param encoderStates of the contexts, one for each reply
   * @param shared the words that there are
   */
  List<double[]> of(
      NDList encoderStates, List<List<String>> replies, Dictionary shared, NDManager step) {
    countWords(shared);
    List<SpelledReply> spelled =
        replies.stream().map(words -> SpelledReply.of(words, dictionary, mostTokens - 1)).toList();
    PaddedTokens tokens =
        PaddedTokens.of(spelled.stream().map(this::withEnd).toList(), dictionary.nullId());
    NDArray hidden =
        TeacherForcing.decode(model, encoderStates, tokens, dictionary.startId(), step, false);
    List<double[]> found = new ArrayList<>();
    for (int row = 0; row < spelled.size(); row++) {
      try (NDManager ofRow = step.newSubManager()) {
        long first = (long) row * tokens.columns();
        NDArray places =
            ofRow.create(LongStream.range(first, first + tokens.length(row)).toArray());
        NDArray logits = model.output(Rows.select(hidden, 0, places, false), false);
        logits.attach(ofRow);
        found.add(ofWords(spelled.get(row), logits));
      }
    }
    return found;
  }

  private int[] withEnd(SpelledReply reply) {
    int[] ids = Arrays.copyOf(reply.ids(), reply.ids().length + 1);
    ids[reply.ids().length] = dictionary.endId();
    return ids;
  }

  /**
   * @param logits of the tokens and of what follows them, (T + 1, V)
   */
  private double[] ofWords(SpelledReply reply, NDArray logits) {
    NDManager manager = logits.getManager();
    long[] ids = Arrays.stream(withEnd(reply)).asLongStream().toArray();
    float[] losses =
        CrossEntropy.of(logits, manager.create(ids), -100, false).losses().toFloatArray();
    float[] share = shares(logits, wholeWords ? weights : edges);
    double[] words = new double[reply.ends().length];
    for (int i = 0; i < words.length; i++) {
      int begin = reply.begin(i);
      int end = reply.ends()[i];
      double tokens = -IntStream.range(begin, end).mapToDouble(place -> losses[place]).sum();
      double own = reply.knowsWord()[i] ? tokens : Math.log(OF_UNKNOWN_WORD);
      if (wholeWords) {
        words[i] = own - log(share[begin] + unknownMass);
      } else if (reply.knowsWord()[i]) {
        words[i] = own + log(share[end]) - (i == 0 ? 0 : log(share[begin]));
      } else {
        words[i] = own;
      }
    }
    return words;
  }

  /** Finite: a share that float32 takes for 0 is only too small for it. */
  private static double log(double share) {
    return Math.log(Math.max(share, Float.MIN_NORMAL));
  }

  /** The weighted sum of the probabilities in each row, (T, V) by (V). */
  private static float[] shares(NDArray logits, float[] ofTokens) {
    NDArray column = logits.getManager().create(ofTokens, new Shape(ofTokens.length, 1));
    return SHARES.run(false, logits, column).singletonOrThrow().toFloatArray();
  }

  /**
   * Counts how many words of the vocabulary each token stands for, once for each vocabulary and
   * only where tokens are words.
   */
  private void countWords(Dictionary shared) {
    if (!wholeWords || shared == vocabulary) {
      return;
    }
    vocabulary = shared;
    weights = new float[dictionary.size()];
    unknownMass = 0;
    List<Integer> special =
        List.of(shared.nullId(), shared.startId(), shared.endId(), shared.unknownId());
    for (int own :
        new int[] {
          dictionary.nullId(), dictionary.startId(), dictionary.endId(), dictionary.unknownId()
        }) {
      weights[own] = 1;
    }
    for (int id = 0; id < shared.size(); id++) {
      if (special.contains(id)) {
        continue;
      }
      SpelledReply word = SpelledReply.of(List.of(shared.token(id)), dictionary, Integer.MAX_VALUE);
      if (word.knowsWord()[0]) {
        weights[word.ids()[0]]++;
      } else {
        unknownMass += OF_UNKNOWN_WORD;
      }
    }
  }
}
