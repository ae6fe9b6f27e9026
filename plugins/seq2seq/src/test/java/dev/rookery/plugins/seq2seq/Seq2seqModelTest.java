package dev.rookery.plugins.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.testkit.GeneratorModelContract;
import dev.rookery.testkit.TestingModelContext;
import java.util.HashMap;
import java.util.Map;
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
      return java.util.List.copyOf(model.parameters().byName().keySet());
    }
  }

  private static GeneratorModel create(Map<String, Object> settings, NDManager manager) {
    Seq2seqFactory factory = new Seq2seqFactory();
    return factory.create(TestingModelContext.of(factory, small(settings), manager));
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
