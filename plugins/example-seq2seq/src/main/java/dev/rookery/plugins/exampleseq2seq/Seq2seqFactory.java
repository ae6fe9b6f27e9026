package dev.rookery.plugins.exampleseq2seq;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;

/** Makes {@code example-seq2seq}. */
public final class Seq2seqFactory implements AgentFactory {

  static final Setting<Integer> HIDDEN_SIZE =
      Setting.integer("hidden-size")
          .alias("hs", "hiddensize")
          .atLeast(1)
          .defaultsTo(64)
          .describedAs("size of the token embeddings and of the GRU states");
  static final Setting<Integer> NUM_LAYERS =
      Setting.integer("num-layers")
          .alias("nl", "numlayers")
          .atLeast(1)
          .defaultsTo(2)
          .in("layers")
          .describedAs("GRU layers of the encoder and of the decoder");
  static final Setting<Double> DROPOUT =
      Setting.decimal("dropout")
          .alias("dr")
          .within(0, 0.99)
          .defaultsTo(0.1)
          .describedAs("share of the tokens' scores that are dropped in training");

  @Override
  public String name() {
    return "example-seq2seq";
  }

  @Override
  public String description() {
    return "GRU encoder and decoder, written directly on Agent";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(HIDDEN_SIZE, NUM_LAYERS, DROPOUT);
  }

  /** A saved agent finds its words in its folder; the runtime loads the weights after this. */
  @Override
  public Agent create(AgentContext context) {
    Words words = context.modelFolder().map(Words::load).orElseGet(() -> collected(context));
    return new Seq2seqAgent(words, context.settings(), context.seed());
  }

  private static Words collected(AgentContext context) {
    if (context.trainingData().isEmpty()) {
      throw new UserException(
          "agent example-seq2seq has no words: name a task with -t, or a trained agent with -mf");
    }
    try (Teacher teacher = context.trainingData().get().get()) {
      return Words.of(teacher);
    }
  }
}
