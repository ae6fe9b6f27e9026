package dev.rookery.plugins.exampleseq2seq;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.AgentFactory;
import java.util.List;

/** What is in this jar. */
public final class ExampleSeq2seqPlugin implements Plugin {

  @Override
  public List<AgentFactory> agents() {
    return List.of(new Seq2seqFactory());
  }
}
