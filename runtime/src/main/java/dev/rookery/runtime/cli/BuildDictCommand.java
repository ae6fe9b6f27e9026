package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.ExperimentReader.Need;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionaryBuilder;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rookery build-dict}. */
@Command(
    name = "build-dict",
    description = "Build the dictionary of an agent from a task's training data and save it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  rookery build-dict -t convai2 --dict-file convai2.dict --dict-minfreq 2"
    })
final class BuildDictCommand implements Runnable, ReadsExperiment {

  private static final String SECTION = "dictionary";

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();

  BuildDictCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public void run() {
    try (LoadedExperiment loaded =
        experiment.loadWithAgent("generator", "agent", EnumSet.of(Need.TASK, Need.AGENT))) {
      DictionarySettings settings = settings(loaded.experiment().agent().orElseThrow());
      @Nullable Path file = settings.file();
      if (file == null) {
        throw new SettingsException(
            "the dictionary has no file: give --dict-file FILE (agent.dictionary.file)");
      }
      DictionaryBuilder builder =
          new Dictionaries(ref -> tokenizer(loaded.catalog(), ref.name(), ref.origin()))
              .builder(settings);
      List<Teacher> teachers = work.teachers(loaded, DataType.parse("train:stream:ordered"));
      try {
        teachers.forEach(builder::addAll);
      } finally {
        teachers.forEach(Teacher::close);
      }
      VocabularyDictionary dictionary = builder.build();
      dictionary.save(file);
      spec.commandLine().getOut().println(file + ": " + dictionary.size() + " tokens");
      spec.commandLine().getOut().flush();
    }
  }

  private static TokenizerFactory tokenizer(ComponentCatalog catalog, String name, String origin) {
    Problems problems = new Problems();
    Optional<TokenizerFactory> found =
        catalog.find(ComponentKind.TOKENIZER, name, origin, problems);
    problems.throwIfAny();
    return found.orElseThrow();
  }

  private static DictionarySettings settings(Selected<AgentFactory> agent) {
    Settings settings = agent.settings();
    Optional<Setting<?>> section = settings.spec().find(SECTION);
    if (section.isEmpty() || section.get().inner().isEmpty()) {
      throw new SettingsException(
          "agent \""
              + agent.name()
              + "\" has no dictionary; name one that does, such as -m generator");
    }
    SettingsNode node = (SettingsNode) settings.find(section.get()).orElseThrow();
    return DictionarySettings.of(DictionarySettings.SPEC.read(node, new Problems()));
  }
}
