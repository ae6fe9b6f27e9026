package dev.rookery.runtime.policy;

import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.config.ModelNames;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a policy begins with: the files of a trained one, what its network's plugin brings, or the
 * training data.
 */
final class PolicyBeginning {

  private final AgentContext context;
  private final Optional<Path> saved;
  private final Optional<BroughtPolicy> brought;

  private PolicyBeginning(
      AgentContext context, Optional<Path> saved, Optional<BroughtPolicy> brought) {
    this.context = context;
    this.saved = saved;
    this.brought = brought;
  }

  /** The checkpoint of the trained policy that is loaded or, if none is, started from. */
  static Optional<Path> saved(AgentContext context) {
    return context
        .modelFolder()
        .or(
            () ->
                context
                    .settings()
                    .find(PolicyAgentFactory.INIT_MODEL)
                    .map(path -> Checkpoint.open(path).folder()));
  }

  static PolicyBeginning of(
      AgentContext context, Optional<Path> saved, PolicyModelFactory network) {
    boolean wanted = saved.isEmpty() && context.settings().get(PolicyAgentFactory.PRETRAINED);
    return new PolicyBeginning(
        context,
        saved,
        wanted
            ? network.pretrained().map(files -> new BroughtPolicy(network.name(), files))
            : Optional.empty());
  }

  Tokenizer tokenizer() {
    Components.Found<TokenizerFactory> found =
        context
            .components()
            .find(TokenizerFactory.class, context.settings().get(PolicyAgentFactory.TOKENIZER));
    return saved
        .map(folder -> found.factory().load(found.settings(), folder.resolve(VocabularyFile.NAME)))
        .orElseGet(() -> found.factory().create(found.settings()));
  }

  Vocabulary vocabulary(Tokenizer tokenizer) {
    Settings settings = context.settings();
    String start = settings.get(PolicyAgentFactory.START_TOKEN);
    String end = settings.get(PolicyAgentFactory.END_TOKEN);
    Optional<Path> own = saved.map(folder -> folder.resolve(VocabularyFile.NAME));
    Optional<Path> file =
        context.modelFolder().isPresent()
            ? own
            : settings.find(PolicyAgentFactory.VOCABULARY).or(() -> own);
    return file.map(path -> VocabularyFile.read(path, start, end))
        .map(here -> sameAs(own.filter(path -> !file.equals(own)), here, start, end))
        .or(() -> usable().map(files -> files.vocabulary(start, end)))
        .orElseGet(() -> VocabularyFile.ofTokens(tokens(tokenizer), start, end));
  }

  /** Weights mean the tokens that they were learned with; a difference in number is told later. */
  private static Vocabulary sameAs(Optional<Path> own, Vocabulary here, String start, String end) {
    Optional<Vocabulary> there = own.map(path -> VocabularyFile.read(path, start, end));
    if (there.isEmpty() || there.get().size() != here.size()) {
      return here;
    }
    for (int id = 0; id < here.size(); id++) {
      String token = here.tokens().get(id);
      String before = there.get().tokens().get(id);
      if (!token.equals(before)) {
        throw new UserException(
            "agent.vocabulary has other tokens than the vocabulary of agent.init-model, which its"
                + " weights were learned with: the token with id %d is \"%s\" here and \"%s\" there;"
                    .formatted(id, token, before)
                + " leave out agent.vocabulary");
      }
    }
    return here;
  }

  /** Without weights it is no beginning for a command that has nothing to train it on. */
  private Optional<BroughtPolicy> usable() {
    return brought.filter(files -> files.hasWeights() || context.trainingData().isPresent());
  }

  private Set<String> tokens(Tokenizer tokenizer) {
    Set<String> tokens = new TreeSet<>();
    try (Teacher teacher = context.trainingData().orElseThrow(this::nothing).get();
        EpisodeCursor episodes = teacher.open()) {
      for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
        for (Message turn : next.get().turns()) {
          turn.anyLabels().forEach(label -> tokens.addAll(tokens(turn, label, tokenizer)));
        }
      }
    }
    return tokens;
  }

  private static List<String> tokens(Message turn, String label, Tokenizer tokenizer) {
    try {
      return tokenizer.tokenize(label);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          turn.find(Message.ORIGIN).map(where -> where + ": ").orElse("")
              + "\""
              + label
              + "\" can't be cut into tokens: "
              + e.getMessage(),
          e);
    }
  }

  private UserException nothing() {
    return new UserException(
        brought
                .map(files -> "the policy \"" + files.name() + "\" brings no weights, and ")
                .orElse("")
            + "there is nothing to take a vocabulary from: name a task with -t, a file with"
            + " agent.vocabulary, or a trained policy with --init-model");
  }

  /** Copies the weights of what was trained before; those of a loaded agent are read elsewhere. */
  void copyWeights(PolicyModel actor, PolicyNetworks networks, Vocabulary vocabulary) {
    if (context.modelFolder().isPresent()) {
      return;
    }
    String name = ModelNames.shown(context.settings(), PolicyAgentFactory.INIT_MODEL);
    saved.ifPresent(folder -> copy(name, folder, actor, networks));
    brought.ifPresent(files -> files.copyWeights(actor.parameters(), vocabulary));
  }

  private static void copy(String name, Path folder, PolicyModel actor, PolicyNetworks networks) {
    try (SafetensorsFile file = new SafetensorsFile(folder.resolve(InitialPolicy.FILE))) {
      InitialPolicy.copy(
          file,
          actor.parameters(),
          problems ->
              "agent.init-model = "
                  + name
                  + " is another network's: "
                  + PolicyDifferences.told(folder, networks).orElse(problems));
    }
  }
}
