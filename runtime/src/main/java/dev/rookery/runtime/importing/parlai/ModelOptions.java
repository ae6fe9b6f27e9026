package dev.rookery.runtime.importing.parlai;

import dev.rookery.api.UserException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** ParlAI's options of the models that can be imported. */
final class ModelOptions {

  private static final String MODEL = "agent.model-options.";

  private static final Map<String, BiConsumer<ParlAiOptions, Draft>> MODELS =
      Map.of(
          "transformer/generator", ModelOptions::transformer,
          "parlai.agents.transformer.generator:GeneratorAgent", ModelOptions::transformer,
          "parlai.agents.transformer.transformer:TransformerGeneratorAgent",
              ModelOptions::transformer,
          "examples/seq2seq", ModelOptions::exampleTga,
          "parlai.agents.examples.seq2seq:Seq2seqAgent", ModelOptions::exampleTga,
          "seq2seq", ModelOptions::seq2seq,
          "parlai.agents.seq2seq.seq2seq:Seq2seqAgent", ModelOptions::seq2seq);

  private static final Set<String> RANKERS =
      Set.of(
          "transformer/biencoder",
          "transformer/crossencoder",
          "transformer/polyencoder",
          "transformer/ranker",
          "examples/tra",
          "examples/transformer_ranker");

  private ModelOptions() {}

  /**
   * Carries the model over.
   *
   * @throws UserException if it is a model that can't be imported
   */
  static void carry(ParlAiOptions options, Draft draft) {
    String name =
        options
            .text("model")
            .orElseThrow(() -> new UserException(options.file() + " doesn't name a model"));
    BiConsumer<ParlAiOptions, Draft> model = MODELS.get(name);
    if (model == null) {
      throw new UserException(
          options.file()
              + ": model = "
              + name
              + (RANKERS.contains(name) ? " is a ranker, and only generators" : ": only these")
              + " can be imported so far: "
              + String.join(", ", known()));
    }
    draft.set("agent.name", "generator", "model");
    model.accept(options, draft);
  }

  private static List<String> known() {
    return MODELS.keySet().stream().filter(name -> !name.contains(":")).sorted().toList();
  }

  private static void transformer(ParlAiOptions options, Draft draft) {
    draft.set("agent.model", "transformer", "model");
    Transfer transfer = new Transfer(options, draft);
    transfer.whole("n_layers", MODEL + "n-layers");
    transfer.positiveWhole("n_encoder_layers", MODEL + "n-encoder-layers");
    transfer.positiveWhole("n_decoder_layers", MODEL + "n-decoder-layers");
    transfer.whole("n_heads", MODEL + "n-heads");
    transfer.whole("embedding_size", MODEL + "embedding-size");
    transfer.whole("ffn_size", MODEL + "ffn-size");
    transfer.text("variant", MODEL + "variant");
    transfer.text("activation", MODEL + "activation");
    transfer.number("dropout", MODEL + "dropout");
    transfer.number("attention_dropout", MODEL + "attention-dropout");
    transfer.number("relu_dropout", MODEL + "relu-dropout");
    transfer.flag("learn_positional_embeddings", MODEL + "learn-positional-embeddings");
    transfer.flag("embeddings_scale", MODEL + "embeddings-scale");
    transfer.whole("n_segments", MODEL + "n-segments");
    draft.set(MODEL + "n-positions", positions(options), "n_positions");
    transfer.number("output_scaling", MODEL + "output-scaling");
    // ParlAI's generators share one table whatever the last one says; only its rankers look at it.
    options.ignore(Set.of("model_parallel", "checkpoint_activations", "share_word_embeddings"));
  }

  /** As ParlAI finds out ({@code get_n_positions_from_options}). */
  private static long positions(ParlAiOptions options) {
    return options
        .whole("n_positions")
        .filter(positions -> positions > 0)
        .orElseGet(
            () -> {
              long longest =
                  Stream.of("truncate", "text_truncate", "label_truncate")
                      .mapToLong(name -> options.whole(name).orElse(0L))
                      .max()
                      .orElse(0);
              return longest > 0 ? longest : 1024;
            });
  }

  private static void exampleTga(ParlAiOptions options, Draft draft) {
    draft.set("agent.model", "example-tga", "model");
    new Transfer(options, draft).whole("hidden_size", MODEL + "hidden-size");
    // It was trained so, gives ParlAI's figures so, and writes ParlAI's sentences.
    draft.set(MODEL + "read-padding", true, "model");
    draft.set(MODEL + "read-again", true, "model");
  }

  private static void seq2seq(ParlAiOptions options, Draft draft) {
    draft.set("agent.model", "seq2seq", "model");
    Transfer transfer = new Transfer(options, draft);
    for (String name :
        List.of("hiddensize", "embeddingsize", "numlayers", "attention_length", "numsoftmax")) {
      transfer.whole(name, MODEL + name.replace('_', '-'));
    }
    for (String name : List.of("dropout", "input_dropout")) {
      transfer.number(name, MODEL + name.replace('_', '-'));
    }
    for (String name :
        List.of("attention", "attention_time", "rnn_class", "decoder", "lookuptable")) {
      transfer.text(name, MODEL + name.replace('_', '-'));
    }
    transfer.flag("bidirectional", MODEL + "bidirectional");
    if (options.text("attention").orElse("none").equals("local")) {
      draft.set(MODEL + "window-of-batch", true, "attention"); // for ParlAI's figures in batches
    }
  }
}
