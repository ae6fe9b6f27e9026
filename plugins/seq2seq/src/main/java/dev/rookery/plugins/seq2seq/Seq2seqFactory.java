package dev.rookery.plugins.seq2seq;

import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;

/** Makes {@code seq2seq}: ParlAI's model of that name, with its options. */
public final class Seq2seqFactory implements GeneratorModelFactory {

  static final Setting<Integer> HIDDEN_SIZE =
      Setting.integer("hiddensize")
          .alias("hs")
          .atLeast(1)
          .defaultsTo(128)
          .describedAs("size of the recurrent states");
  static final Setting<Integer> EMBEDDING_SIZE =
      Setting.integer("embeddingsize")
          .alias("esz")
          .atLeast(1)
          .defaultsTo(128)
          .describedAs("size of the token embeddings");
  static final Setting<Integer> LAYERS =
      Setting.integer("numlayers")
          .alias("nl")
          .atLeast(1)
          .defaultsTo(2)
          .describedAs("recurrent layers of the encoder and of the decoder");
  static final Setting<Double> DROPOUT =
      Setting.decimal("dropout")
          .alias("dr")
          .within(0, 1)
          .defaultsTo(0.1)
          .describedAs("share of numbers dropped after embeddings, between layers, before scores");
  static final Setting<Boolean> BIDIRECTIONAL =
      Setting.bool("bidirectional")
          .alias("bi")
          .defaultsTo(false)
          .describedAs(
              "let the encoder read backward too; the states of both directions are added");
  static final Setting<String> ATTENTION =
      Setting.choice("attention", "none", "concat", "general", "dot", "local")
          .alias("att")
          .defaultsTo("none")
          .describedAs("how the decoder looks at the encoder's vectors (Luong et al. 2015)");
  static final Setting<Integer> ATTENTION_LENGTH =
      Setting.integer("attention-length")
          .alias("attl")
          .atLeast(1)
          .defaultsTo(48)
          .in("tokens")
          .describedAs("how many of the context's last tokens local attention sees");
  static final Setting<Boolean> WINDOW_OF_BATCH =
      Setting.bool("window-of-batch")
          .defaultsTo(false)
          .describedAs(
              "let local attention see the last places of the longest context in the batch, padding"
                  + " or not, as ParlAI does");
  static final Setting<String> ATTENTION_TIME =
      Setting.choice("attention-time", "pre", "post")
          .defaultsTo("post")
          .describedAs("attend before or after the decoder's recurrent layers");
  static final Setting<String> RNN_CLASS =
      Setting.choice("rnn-class", "rnn", "gru", "lstm")
          .alias("rnn")
          .defaultsTo("lstm")
          .describedAs("kind of the recurrent layers");
  static final Setting<String> DECODER =
      Setting.choice("decoder", "same", "shared")
          .alias("dec")
          .defaultsTo("same")
          .describedAs("shared: encoder and decoder have one set of recurrent weights");
  static final Setting<String> LOOKUP_TABLE =
      Setting.choice("lookuptable", "unique", "enc_dec", "dec_out", "all")
          .alias("lt")
          .defaultsTo("unique")
          .describedAs("which of encoder, decoder and output share their table of token vectors");
  static final Setting<Integer> SOFTMAXES =
      Setting.integer("numsoftmax")
          .alias("soft")
          .atLeast(1)
          .defaultsTo(1)
          .describedAs("more than 1: a mixture of so many softmaxes (Yang et al. 2018)");
  static final Setting<Double> INPUT_DROPOUT =
      Setting.decimal("input-dropout")
          .alias("idr")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("share of the context's tokens that training replaces by the unknown token");

  @Override
  public String name() {
    return "seq2seq";
  }

  @Override
  public String description() {
    return "Recurrent encoder and decoder (LSTM, GRU, RNN) with or without attention";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        HIDDEN_SIZE,
        EMBEDDING_SIZE,
        LAYERS,
        DROPOUT,
        BIDIRECTIONAL,
        ATTENTION,
        ATTENTION_LENGTH,
        WINDOW_OF_BATCH,
        ATTENTION_TIME,
        RNN_CLASS,
        DECODER,
        LOOKUP_TABLE,
        SOFTMAXES,
        INPUT_DROPOUT);
  }

  @Override
  public GeneratorModel create(ModelContext context) {
    Settings settings = context.settings();
    if (settings.get(BIDIRECTIONAL) && settings.get(DECODER).equals("shared")) {
      throw new SettingsException(
          "decoder = shared can't go with bidirectional = true: a decoder only reads forward; set"
              + " decoder = same or bidirectional = false");
    }
    return new Seq2seqModel(context);
  }
}
