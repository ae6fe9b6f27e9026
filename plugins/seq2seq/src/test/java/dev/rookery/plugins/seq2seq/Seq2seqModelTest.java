package dev.rookery.plugins.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.testkit.GeneratorModelContract;
import dev.rookery.testkit.TestingModelContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Seq2seqModelTest {

  private static Map<String, Object> small(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("hiddensize", 6);
    settings.put("embeddingsize", 4);
    settings.put("numlayers", 1);
    settings.putAll(more);
    return settings;
  }

  abstract static class Contract extends GeneratorModelContract {

    private final Map<String, Object> settings;

    Contract(Map<String, Object> settings) {
      this.settings = small(settings);
    }

    @Override
    protected GeneratorModelFactory factory() {
      return new Seq2seqFactory();
    }

    @Override
    protected Map<String, Object> settings() {
      return settings;
    }
  }

  @Nested
  class TwoLayersOfLstm extends Contract {
    TwoLayersOfLstm() {
      super(Map.of("numlayers", 2));
    }
  }

  @Nested
  class GruWithEverythingShared extends Contract {
    GruWithEverythingShared() {
      super(Map.of("rnn-class", "gru", "lookuptable", "all", "decoder", "shared"));
    }
  }

  @Nested
  class BidirectionalRnn extends Contract {
    BidirectionalRnn() {
      super(Map.of("rnn-class", "rnn", "bidirectional", true, "numlayers", 2));
    }
  }

  @Nested
  class Dot extends Contract {
    Dot() {
      super(Map.of("attention", "dot", "rnn-class", "rnn", "lookuptable", "enc_dec"));
    }
  }

  @Nested
  class BidirectionalDot extends Contract {
    BidirectionalDot() {
      super(Map.of("attention", "dot", "bidirectional", true, "rnn-class", "gru"));
    }
  }

  @Nested
  class BidirectionalGeneral extends Contract {
    BidirectionalGeneral() {
      super(
          Map.of(
              "attention", "general", "bidirectional", true, "numlayers", 2, "embeddingsize", 6));
    }
  }

  @Nested
  class BidirectionalConcat extends Contract {
    BidirectionalConcat() {
      super(Map.of("attention", "concat", "bidirectional", true, "lookuptable", "dec_out"));
    }
  }

  @Nested
  class LocalOverLongContexts extends Contract {
    LocalOverLongContexts() {
      super(Map.of("attention", "local", "attention-length", 3, "bidirectional", true));
    }
  }

  @Nested
  class LocalOverShortContexts extends Contract {
    LocalOverShortContexts() {
      super(Map.of("attention", "local", "attention-length", 7, "rnn-class", "gru"));
    }
  }

  @Nested
  class MixtureOfSoftmaxes extends Contract {
    MixtureOfSoftmaxes() {
      super(Map.of("numsoftmax", 3, "attention", "general"));
    }
  }

  @Nested
  class Dropouts extends Contract {
    Dropouts() {
      super(Map.of("dropout", 0.3, "input-dropout", 0.3, "numlayers", 2));
    }
  }

  abstract static class AttendingBefore extends Contract {
    AttendingBefore(String attention) {
      super(
          Map.of(
              "attention",
              attention,
              "attention-time",
              "pre",
              "attention-length",
              3,
              "numlayers",
              2,
              "bidirectional",
              true));
    }

    /** As in ParlAI, whose teacher forcing attends with the encoder's last state throughout. */
    @Override
    protected boolean stepsEqualTeacherForcing() {
      return false;
    }
  }

  @Nested
  class GeneralBefore extends AttendingBefore {
    GeneralBefore() {
      super("general");
    }
  }

  @Nested
  class ConcatBefore extends AttendingBefore {
    ConcatBefore() {
      super("concat");
    }
  }

  @Nested
  class DotBefore extends AttendingBefore {
    DotBefore() {
      super("dot");
    }
  }

  @Nested
  class LocalBefore extends AttendingBefore {
    LocalBefore() {
      super("local");
    }
  }

  @Test
  void weightsAreNamedAsInParlai() {
    assertThat(
            names(
                Map.of(
                    "lookuptable",
                    "all",
                    "attention",
                    "concat",
                    "bidirectional",
                    true,
                    "numlayers",
                    1)))
        .containsExactlyInAnyOrder(
            "decoder.lt.weight",
            "decoder.rnn.weight_ih_l0",
            "decoder.rnn.weight_hh_l0",
            "decoder.rnn.bias_ih_l0",
            "decoder.rnn.bias_hh_l0",
            "decoder.attention.attn_combine.weight",
            "decoder.attention.attn.weight",
            "decoder.attention.attn_v.weight",
            "encoder.rnn.weight_ih_l0",
            "encoder.rnn.weight_hh_l0",
            "encoder.rnn.bias_ih_l0",
            "encoder.rnn.bias_hh_l0",
            "encoder.rnn.weight_ih_l0_reverse",
            "encoder.rnn.weight_hh_l0_reverse",
            "encoder.rnn.bias_ih_l0_reverse",
            "encoder.rnn.bias_hh_l0_reverse",
            "output.bias",
            "output.o2e.weight",
            "output.o2e.bias");
    assertThat(names(Map.of("numsoftmax", 2, "decoder", "shared")))
        .contains(
            "encoder.lt.weight",
            "output.weight",
            "output.prior.weight",
            "output.latent.weight",
            "output.latent.bias")
        .doesNotContain("encoder.rnn.weight_ih_l0", "output.o2e.weight");
  }

  private static Iterable<String> names(Map<String, Object> settings) {
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel model = create(settings, manager)) {
      return List.copyOf(model.parameters().byName().keySet());
    }
  }

  private static GeneratorModel create(Map<String, Object> settings, NDManager manager) {
    Seq2seqFactory factory = new Seq2seqFactory();
    return factory.create(TestingModelContext.of(factory, small(settings), manager));
  }

  /** The row of two tokens is alone, or beside one of four: then its window of two is padding. */
  @Test
  void theWindowOfLocalAttentionIsTheRowsOwnOrThatOfTheBatch() {
    Map<String, Object> own =
        Map.of("attention", "local", "attention-length", 2, "attention-time", "post");
    Map<String, Object> ofBatch = new HashMap<>(own);
    ofBatch.put("window-of-batch", true);
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel ours = create(own, manager);
        GeneratorModel theirs = create(ofBatch, manager)) {
      List<int[]> alone = List.of(new int[] {5, 6});
      List<int[]> beside = List.of(new int[] {5, 6}, new int[] {4, 5, 6, 7});
      List<int[]> even = List.of(new int[] {5, 6}, new int[] {4, 7});
      assertSame(firstRow(ours, beside, manager), firstRow(ours, alone, manager));
      assertSame(firstRow(theirs, alone, manager), firstRow(ours, alone, manager));
      assertSame(firstRow(theirs, even, manager), firstRow(ours, even, manager));
      assertThat(firstRow(theirs, beside, manager)[0])
          .isNotCloseTo(firstRow(theirs, alone, manager)[0], within(1e-3f));
    }
  }

  private static void assertSame(float[] actual, float[] expected) {
    assertThat(actual).containsExactly(expected, within(1e-6f)); // of sums in another order
  }

  private static float[] firstRow(GeneratorModel model, List<int[]> contexts, NDManager manager) {
    PaddedTokens text = PaddedTokens.of(contexts, 0);
    List<Integer> places = IntStream.range(0, contexts.size()).boxed().toList();
    Batch batch =
        Batch.of(text, places, Collections.nCopies(contexts.size(), Message.ofText("context")));
    NDList states =
        model.encode(
            new EncoderInput(text.toArray(manager), text.lengthsArray(manager), batch, false));
    NDArray start = manager.ones(new Shape(contexts.size(), 1), DataType.INT64);
    NDArray hidden = model.decode(new DecoderInput(start, states, null, false)).hidden();
    return hidden.get("0").toFloatArray();
  }

  /** In a search it is never written; the loss of a mixture counts what it would have got. */
  @Test
  void theNullTokenKeepsItsShareInTheLossOfAMixture() {
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel model = create(Map.of("numsoftmax", 2), manager)) {
      NDArray hidden = manager.ones(new Shape(1, 6));
      float[] written = model.output(hidden, false).toFloatArray();
      float[] judged = model.outputForLoss(hidden, false).toFloatArray();
      assertThat(written[0]).isEqualTo(-1e20f);
      assertThat(judged[0]).isBetween(-20f, 0f);
      double sum = 0;
      for (int i = 1; i < judged.length; i++) {
        assertThat(judged[i]).isEqualTo(written[i]);
        sum += Math.exp(judged[i]);
      }
      assertThat(sum + Math.exp(judged[0])).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void aSharedDecoderCantReadBackward() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> create(Map.of("decoder", "shared", "bidirectional", true), manager))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("bidirectional");
    }
  }
}
