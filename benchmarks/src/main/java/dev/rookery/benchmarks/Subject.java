package dev.rookery.benchmarks;

import dev.rookery.api.nn.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model that is measured, beside a bare loop of the same model. */
enum Subject {
  TGA_256("example-tga", Map.of("hidden-size", 256)) {
    @Override
    BareModel bare(int vocabularySize, Precision precision) {
      return BareRecurrent.exampleTga(vocabularySize, 256, precision);
    }
  },
  TGA_1024("example-tga", Map.of("hidden-size", 1024)) {
    @Override
    BareModel bare(int vocabularySize, Precision precision) {
      return BareRecurrent.exampleTga(vocabularySize, 1024, precision);
    }
  },
  SEQ2SEQ("seq2seq", Map.of()) {
    @Override
    BareModel bare(int vocabularySize, Precision precision) {
      return BareRecurrent.seq2seq(vocabularySize, precision);
    }
  },
  TRANSFORMER("transformer", Map.of()) {
    @Override
    BareModel bare(int vocabularySize, Precision precision) {
      return new BareTransformer(
          vocabularySize, new BareTransformer.Shape(2, 2, 300, 300), precision);
    }
  },
  TRANSFORMER_6X512(
      "transformer", Map.of("n-layers", 6, "n-heads", 8, "embedding-size", 512, "ffn-size", 2048)) {
    @Override
    BareModel bare(int vocabularySize, Precision precision) {
      return new BareTransformer(
          vocabularySize, new BareTransformer.Shape(6, 8, 512, 2048), precision);
    }
  };

  private final String model;
  private final Map<String, Integer> options;

  Subject(String model, Map<String, Integer> options) {
    this.model = model;
    this.options = options;
  }

  /** The same model without Rookery. */
  abstract BareModel bare(int vocabularySize, Precision precision);

  /** The name on the command line. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Subject titled(String title) {
    return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String model() {
    return model;
  }

  /** The experiment's assignments. */
  List<String> assignments() {
    List<String> assignments = new ArrayList<>();
    options.forEach((key, value) -> assignments.add("agent.model-options." + key + "=" + value));
    return assignments;
  }
}
