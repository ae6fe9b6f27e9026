package dev.rookery.plugins.seq2seq;

import dev.rookery.api.Plugin;
import dev.rookery.api.model.GeneratorModelFactory;
import java.util.List;

/** Brings the model {@code seq2seq}. */
public final class Seq2seqPlugin implements Plugin {

  @Override
  public List<GeneratorModelFactory> generatorModels() {
    return List.of(new Seq2seqFactory());
  }
}
