package dev.rookery.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.catalog.TestingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentReaderTest {

  private static final Set<ExperimentReader.Need> ALL = EnumSet.allOf(ExperimentReader.Need.class);

  @TempDir Path folder;

  private final ExperimentReader reader = new ExperimentReader(TestingPlugin.catalog());

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private Path complete() throws IOException {
    return file(
        "tutor.conf",
        "task { name = \"convai2:self\", mutators = [flatten] }",
        "agent {",
        "  name = generator",
        "  model = example-tga",
        "  model-options { hidden-size = 64 }",
        "  dictionary { tokenizer = space, min-frequency = 2 }",
        "}",
        "decode { search = beam, beam-size = 5 }",
        "learner {",
        "  optimizer { name = adam, beta1 = 0.8 }",
        "  epochs = 2",
        "}");
  }

  private Experiment read(ExperimentArguments arguments) {
    return reader.read(arguments, ALL);
  }

  private List<String> problems(ExperimentArguments arguments) {
    return catchThrowableOfType(SettingsException.class, () -> read(arguments)).problems();
  }

  private static Object value(Selected<?> component, String name) {
    return component.settings().asMap().get(name);
  }

  @Test
  void readsEverySectionOfAFile() throws IOException {
    Experiment experiment = read(ExperimentArguments.of(List.of(complete())));

    TaskChoice task = experiment.task().orElseThrow();
    assertThat(task.name()).isEqualTo("convai2:self");
    assertThat(task.teachers()).extracting(Selected::name).containsExactly("convai2:self");
    assertThat(task.mutators()).extracting(Selected::name).containsExactly("flatten");
    var agent = experiment.agent().orElseThrow();
    assertThat(value(agent.part(ComponentKind.MODEL), "hidden-size")).isEqualTo(64);
    assertThat(agent.part(ComponentKind.TOKENIZER).name()).isEqualTo("space");
    assertThat(value(experiment.search().orElseThrow(), "beam-size")).isEqualTo(5);
    var learner = experiment.learner().orElseThrow();
    assertThat(learner.factory().name()).isEqualTo("supervised");
    assertThat(value(learner.part(ComponentKind.OPTIMIZER), "beta1")).isEqualTo(0.8);
    assertThat(learner.findPart(ComponentKind.LR_SCHEDULER)).isEmpty();
    assertThat(experiment.trackers())
        .extracting(Selected::name)
        .containsExactly("jsonl", "tensorboard");
    assertThat(experiment.seed()).isEqualTo(42);
  }

  @Test
  void readsParlaiFlagsIntoThePlacesWhereTheyBelong() {
    Experiment experiment =
        read(
            ExperimentArguments.of(
                    List.of(),
                    ("data.path=../shared/data -bs 32 --truncate 128 --hidden-size 256 -opt adam"
                            + " --beta1 0.5 -lr 0.001 --gradient_clip 1.0 -eps 3 -pt")
                        .split(" "))
                .withTask("convai2:self:no_cands")
                .withModel("example-tga"));

    var learner = experiment.learner().orElseThrow();
    assertThat(value(learner, "batch-size")).isEqualTo(32);
    assertThat(value(learner, "learning-rate")).isEqualTo(0.001);
    assertThat(value(learner, "gradient-clip")).isEqualTo(1.0);
    assertThat(value(learner, "epochs")).isEqualTo(3.0);
    assertThat(learner.part(ComponentKind.OPTIMIZER).name()).isEqualTo("adam");
    assertThat(value(learner.part(ComponentKind.OPTIMIZER), "beta1")).isEqualTo(0.5);
    var agent = experiment.agent().orElseThrow();
    assertThat(agent.name()).isEqualTo("generator");
    assertThat(value(agent, "truncate")).isEqualTo(128);
    assertThat(value(agent, "person-tokens")).isEqualTo(true);
    assertThat(value(agent.part(ComponentKind.MODEL), "hidden-size")).isEqualTo(256);
    assertThat(experiment.data().get(Sections.DATA_PATH)).isEqualTo(Path.of("../shared/data"));
    assertThat(TaskChoice.variants(experiment.task().orElseThrow().teachers().get(0).name()))
        .containsExactly("self", "no_cands");
  }

  @Test
  void tellsEveryProblemAtOnceWithFileAndLine() throws IOException {
    Path conf =
        file(
            "wrong.conf",
            "task { name = convia2 }",
            "agent { name = generator, model = example-tga",
            "  truncat = 3",
            "  model-options { hidden-size = -1 }",
            "  dictionary { min-frequncy = 1 }",
            "}",
            "lerner { epochs = 1 }",
            "learner { optimizer { name = adam, beta1 = much } }",
            "trackers = [jsonll]",
            "run { seed = x }");

    List<String> problems = problems(ExperimentArguments.of(List.of(conf)));

    assertThat(problems)
        .anyMatch(p -> p.contains("\"convia2\"") && p.contains(": 1") && p.contains("\"convai2\"?"))
        .anyMatch(p -> p.contains("agent.truncat (") && p.contains(": 3") && p.contains("truncate"))
        .anyMatch(p -> p.contains("agent.model-options.hidden-size = -1") && p.contains(": 4"))
        .anyMatch(p -> p.contains("agent.dictionary.min-frequncy") && p.contains(": 5"))
        .anyMatch(p -> p.contains("lerner (") && p.contains(": 7") && p.contains("\"learner\"?"))
        .anyMatch(p -> p.contains("learner.optimizer.beta1 = \"much\"") && p.contains(": 8"))
        .anyMatch(p -> p.contains("tracker \"jsonll\"") && p.contains(": 9"))
        .anyMatch(p -> p.contains("run.seed = \"x\"") && p.contains(": 10"))
        .hasSize(8);
  }

  @Test
  void commandLineGoesOverFilesAndSaysSo() throws IOException {
    Experiment experiment =
        read(
            ExperimentArguments.of(
                List.of(complete()),
                "learner.epochs=7",
                "--beam-size",
                "2",
                "learner.optimizer=sgd"));

    var learner = experiment.learner().orElseThrow();
    assertThat(value(learner, "epochs")).isEqualTo(7.0);
    assertThat(value(experiment.search().orElseThrow(), "beam-size")).isEqualTo(2);
    assertThat(learner.part(ComponentKind.OPTIMIZER).name()).isEqualTo("sgd");
    assertThat(experiment.render())
        .contains("epochs = 7.0  # command line: learner.epochs=7")
        .contains("beam-size = 2  # command line: --beam-size 2")
        .contains("hidden-size = 64  # ")
        .contains("tutor.conf: 5");
  }

  @Test
  void settingOfAComponentNamedInShortKeepsTheName() throws IOException {
    Path conf = file("short.conf", "learner { optimizer = adam }");

    Experiment experiment =
        read(
            ExperimentArguments.of(List.of(conf), "learner.optimizer.beta1=0.7")
                .withTask("convai2")
                .withModel("parrot"));

    var optimizer = experiment.learner().orElseThrow().part(ComponentKind.OPTIMIZER);
    assertThat(optimizer.name()).isEqualTo("adam");
    assertThat(value(optimizer, "beta1")).isEqualTo(0.7);
  }

  @Test
  void listsOfTheCommandLineAreStillLists() {
    Experiment experiment =
        read(
            ExperimentArguments.of(List.of(), "plugins.path=[a, b]", "--mutators", "[flatten]")
                .withTask("convai2")
                .withModel("example-tga"));

    assertThat(experiment.plugins().get(Sections.PLUGIN_PATH)).containsExactly("a", "b");
    assertThat(experiment.task().orElseThrow().mutators())
        .extracting(Selected::name)
        .containsExactly("flatten");
    assertThat(problems(ExperimentArguments.of(List.of(), "plugins.path=[a, b")))
        .anyMatch(problem -> problem.contains("plugins.path=[a, b"));
  }

  @Test
  void orderOfNameAndItsSettingsOnTheCommandLineDoesNotMatter() {
    Experiment experiment =
        read(
            ExperimentArguments.of(List.of(), "learner.optimizer.beta1=0.7", "-opt", "adam")
                .withTask("convai2")
                .withModel("parrot"));

    var optimizer = experiment.learner().orElseThrow().part(ComponentKind.OPTIMIZER);
    assertThat(value(optimizer, "beta1")).isEqualTo(0.7);
  }

  @Test
  void renderedExperimentReadsBackTheSame() throws IOException {
    Experiment first =
        read(
            ExperimentArguments.of(
                List.of(complete()), "agent.delimiter=\"a\\n# \\\"b\\\"\"", "data.path=a b/c"));
    Path saved = Files.writeString(folder.resolve("experiment.conf"), first.render());

    Experiment second = read(ExperimentArguments.of(List.of(saved)));

    assertThat(withoutOrigins(second.render())).isEqualTo(withoutOrigins(first.render()));
    assertThat(value(second.agent().orElseThrow(), "delimiter")).isEqualTo("a\n# \"b\"");
    assertThat(value(second.learner().orElseThrow(), "save-every"))
        .isEqualTo(value(first.learner().orElseThrow(), "save-every"));
  }

  private static String withoutOrigins(String rendered) {
    return rendered.replaceAll("(?m)  # (default|command line|\\S+: \\d+).*$", "");
  }

  @Test
  void flagThatSeveralSettingsCouldMeanNamesThemAll() {
    ExperimentArguments arguments =
        new ExperimentArguments(
            List.of(),
            Optional.of("convai2"),
            Optional.of("parrot"),
            List.of("-bs", "3"),
            "agent",
            false);

    assertThat(problems(arguments))
        .singleElement()
        .asString()
        .contains("learner.batch-size")
        .contains("eval.batch-size");
  }

  @Test
  void oneDashMeansTheAliasAndTwoTheName() {
    Experiment experiment =
        read(
            ExperimentArguments.of(List.of(), "-opt", "adam", "-eps", "3", "--eps", "0.5")
                .withTask("convai2")
                .withModel("parrot"));

    var learner = experiment.learner().orElseThrow();
    assertThat(value(learner, "epochs")).isEqualTo(3.0);
    assertThat(value(learner.part(ComponentKind.OPTIMIZER), "eps")).isEqualTo(0.5);
  }

  @Test
  void unknownFlagSuggestsTheNearest() {
    assertThat(
            problems(
                ExperimentArguments.of(List.of(), "--hiden-size", "3", "stray", "--epochs")
                    .withTask("convai2")
                    .withModel("example-tga")))
        .anyMatch(p -> p.contains("--hiden-size") && p.contains("\"--hidden-size\"?"))
        .anyMatch(p -> p.contains("unexpected argument \"stray\""))
        .anyMatch(p -> p.contains("--epochs (command line) needs a value"))
        .hasSize(3);
  }

  @Test
  void includesSubstitutionsAndSeveralFiles() throws IOException {
    file("base.conf", "run { seed = 1 }", "learner.epochs = 5");
    Path first = file("a.conf", "include \"base.conf\"", "learner.batch-size = ${run.seed}");
    Path second = file("b.conf", "learner.epochs = 6");

    Experiment experiment =
        read(
            ExperimentArguments.of(List.of(first, second), "run.seed=9")
                .withTask("convai2")
                .withModel("parrot"));

    var learner = experiment.learner().orElseThrow();
    assertThat(value(learner, "epochs")).isEqualTo(6.0);
    assertThat(value(learner, "batch-size")).isEqualTo(9);
    assertThat(experiment.seed()).isEqualTo(9);
  }

  @Test
  void missingFilesAndIncludesAreErrors() throws IOException {
    Path includes = file("c.conf", "include \"nowhere.conf\"");

    assertThatThrownBy(() -> read(ExperimentArguments.of(List.of(folder.resolve("none.conf")))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.conf");
    assertThatThrownBy(() -> read(ExperimentArguments.of(List.of(includes))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("c.conf: the included file ")
        .hasMessageContaining("nowhere.conf");
  }

  @Test
  void brokenHoconNamesFileAndLine() throws IOException {
    Path broken = file("broken.conf", "run { seed = 1 }", "learner { epochs = ] }");

    assertThatThrownBy(() -> read(ExperimentArguments.of(List.of(broken))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("broken.conf: 2");
  }

  @Test
  void anotherTaskDropsTheSavedSettingsOfTheOldOne() throws IOException {
    Path saved = file("saved.conf", "task { name = fbdialog, path = x.txt }", "agent.name=parrot");
    ExperimentArguments arguments =
        new ExperimentArguments(
            List.of(saved), Optional.of("convai2"), Optional.empty(), List.of(), "eval", true);

    assertThat(read(arguments).task().orElseThrow().name()).isEqualTo("convai2");
    assertThat(
            problems(
                new ExperimentArguments(
                    arguments.files(), arguments.task(), Optional.empty(), List.of(), "", false)))
        .singleElement()
        .asString()
        .contains("task.path");
  }

  @Test
  void severalTasksShareASectionAndHaveWeights() {
    ExperimentArguments arguments =
        ExperimentArguments.of(List.of(), "--fbdialog-file", "x", "--revised", "-mtw", "1,2")
            .withTask("convai2,fbdialog")
            .withModel("parrot");

    TaskChoice task = read(arguments).task().orElseThrow();

    assertThat(task.weights()).containsExactly(1.0, 2.0);
    assertThat(value(task.teachers().get(0), "revised")).isEqualTo(true);
    assertThat(value(task.teachers().get(1), "path")).isEqualTo(Path.of("x"));
    assertThat(problems(arguments.withTask("fbdialog")))
        .anyMatch(p -> p.contains("multitask-weights"))
        .anyMatch(p -> p.contains("--revised"));
  }

  @Test
  void tasksOfOneFactoryHaveSettingsOfTheirOwn() throws IOException {
    String name = "fbdialog:path=a.txt,fbdialog:fbdialog_file=b.txt,fbdialog";
    ExperimentArguments arguments =
        ExperimentArguments.of(List.of(), "task.path=shared.txt")
            .withTask(name)
            .withModel("parrot");

    Experiment experiment = read(arguments);

    TaskChoice task = experiment.task().orElseThrow();
    assertThat(task.teachers())
        .extracting(teacher -> value(teacher, "path"))
        .containsExactly(Path.of("a.txt"), Path.of("b.txt"), Path.of("shared.txt"));
    assertThat(TaskChoice.variants("fbdialog:x:path=a.txt:y")).containsExactly("x", "y");
    assertThat(experiment.render())
        .contains(
            "name = \"fbdialog:path="
                + Path.of("a.txt").toAbsolutePath()
                + ",fbdialog:fbdialog_file="
                + Path.of("b.txt").toAbsolutePath()
                + ",fbdialog\"  # command line: -t ")
        .containsOnlyOnce("path = \"" + Path.of("shared.txt").toAbsolutePath() + "\"");
    Path saved = Files.writeString(folder.resolve("experiment.conf"), experiment.render());
    assertThat(read(ExperimentArguments.of(List.of(saved))).task().orElseThrow().teachers())
        .extracting(teacher -> value(teacher, "path"))
        .containsExactly(
            Path.of("a.txt").toAbsolutePath(),
            Path.of("b.txt").toAbsolutePath(),
            Path.of("shared.txt").toAbsolutePath());
  }

  @Test
  void wrongSettingsInTheNameOfATaskSayWhere() throws IOException {
    Path conf =
        file(
            "two.conf",
            "agent.name = parrot",
            "task.name = \"fbdialog:pth=a.txt,convai2:revised=perhaps\"",
            "task.path = x");

    assertThat(problems(ExperimentArguments.of(List.of(conf))))
        .anyMatch(
            p ->
                p.contains("\"fbdialog:pth=a.txt\"")
                    && p.contains("two.conf: 2")
                    && p.contains("\"path\"?"))
        .anyMatch(p -> p.contains("revised = \"perhaps\"") && p.contains("two.conf: 2"))
        .hasSize(2);
  }

  @Test
  void missingNamesListWhatThereIs() {
    assertThat(problems(ExperimentArguments.of(List.of())))
        .anyMatch(p -> p.contains("no task") && p.contains("convai2, fbdialog"))
        .anyMatch(p -> p.contains("no agent") && p.contains("generator, parrot"))
        .hasSize(2);
  }

  @Test
  void modelInPlaceOfAnAgentSaysHowToNameIt() {
    assertThat(
            problems(ExperimentArguments.of(List.of(), "agent.name=seq2seq").withTask("convai2")))
        .singleElement()
        .asString()
        .contains("agent { name = generator, model = seq2seq }");
  }

  @Test
  void environmentFillsSubstitutions() throws IOException {
    Path conf = file("env.conf", "data.path = ${PATH}");

    assertThat(
            reader
                .read(ExperimentArguments.of(List.of(conf)), Set.of())
                .data()
                .get(Sections.DATA_PATH))
        .hasToString(System.getenv("PATH"));
  }

  @Test
  void pluginPathIsKnownBeforeTheCatalog() throws IOException {
    Path conf = file("p.conf", "plugins.path = [one, two]");

    assertThat(ExperimentReader.pluginPath(ExperimentArguments.of(List.of(conf))))
        .containsExactly(Path.of("one"), Path.of("two"));
    assertThat(
            ExperimentReader.pluginPath(
                ExperimentArguments.of(List.of(conf), "plugins.path=three")))
        .containsExactly(Path.of("three"));
  }
}
