package dev.rookery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.ComponentType;
import dev.rookery.api.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test puts one plugin with a fault between two good ones, which must both load. */
final class PluginProblemsTest {

  private static final String ONE_AGENT =
      "@Override public List<AgentFactory> agents() { return List.of(new F()); }";

  @TempDir static Path built;
  @TempDir Path temp;
  private Path plugins;
  private PluginRegistry registry;

  @BeforeAll
  static void build() {
    PluginJar.withAgent("good-a", "A", "ant").write(built.resolve("a.jar"));
    PluginJar.withAgent("good-z", "Z", "zebra").write(built.resolve("z.jar"));
  }

  @BeforeEach
  void goodPlugins() throws Exception {
    plugins = Files.createDirectories(temp.resolve("plugins"));
    Files.copy(built.resolve("a.jar"), plugins.resolve("a.jar"));
    Files.copy(built.resolve("z.jar"), plugins.resolve("z.jar"));
    registry = PluginRegistry.load(List.of(plugins), PluginProblemsTest.class.getClassLoader());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Path bad() {
    return plugins.resolve("m.jar");
  }

  private PluginProblem theProblem() {
    assertThat(registry.plugins()).extracting(LoadedPlugin::id).contains("good-a", "good-z");
    assertThat(registry.find(ComponentType.AGENT, "zebra")).isPresent();
    assertThat(registry.problems()).hasSize(1);
    PluginProblem problem = registry.problems().get(0);
    assertThat(problem.toString()).doesNotContain("\n").startsWith(plugins.toString());
    assertThat(problem.remedy()).isNotBlank();
    return problem;
  }

  private void assertRefused() {
    assertThat(registry.plugins()).hasSize(2);
  }

  private void assertKept() {
    assertThat(registry.plugins()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 60, 99})
  void aTruncatedJar(int percent) throws Exception {
    byte[] whole = Files.readAllBytes(PluginJar.withAgent("bad", "M", "mouse").write(bad()));
    Files.write(
        bad(), Arrays.copyOf(whole, Math.min(whole.length - 1, whole.length * percent / 100)));

    assertThat(theProblem().problem()).startsWith("broken jar");
    assertThat(theProblem().source()).isEqualTo(bad());
    assertRefused();
    assertThatThrownBy(() -> registry.plugin("m.jar"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(bad() + ": broken jar");
  }

  @Test
  void aJarWhoseClassesAreDamagedInside() throws Exception {
    Path jar = PluginJar.withAgent("bad", "M", "mouse").write(bad());
    try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("acme/M.class"), "not a class");
    }

    assertThat(theProblem().problem()).startsWith("loading it failed: java.lang.ClassFormatError");
    assertThat(theProblem().plugin()).isEqualTo("bad");
  }

  @Test
  void aTruncatedJarInAFolderIsNamed() throws Exception {
    PluginJar.withAgent("bad", "M", "mouse").write(plugins.resolve("m/plugin.jar"));
    Files.writeString(plugins.resolve("m/lib.jar"), "PK");

    assertThat(theProblem().problem()).startsWith("broken jar lib.jar");
    assertThat(theProblem().source()).isEqualTo(plugins.resolve("m"));
    assertRefused();
  }

  @Test
  void anEmptyFolder() throws Exception {
    Files.createDirectories(plugins.resolve("m"));

    assertThat(theProblem().problem()).contains("has no jar");
  }

  @ParameterizedTest
  @CsvSource({
    "^2.0, built for api ^2.0",
    ">=1.1, built for api >=1.1",
    "banana, is not a version range"
  })
  void anotherApiVersion(String range, String problem) {
    PluginJar.withAgent("bad", "M", "mouse").manifest("Rookery-Api", range).write(bad());

    assertThat(theProblem().problem()).contains(problem);
    assertThat(theProblem().plugin()).isEqualTo("bad");
    assertRefused();
    assertThatThrownBy(() -> registry.plugin("bad")).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^1.0", "1.x", ">=1.0 <2", "^0.9 || ^1.0"})
  void anApiRangeThatFits(String range) {
    PluginJar.withAgent("fine", "M", "mouse").manifest("Rookery-Api", range).write(bad());

    assertThat(registry.problems()).isEmpty();
    assertKept();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rookery-Plugin-Id", "Rookery-Plugin-Version", "Rookery-Api"})
  void aManifestThatLacksSomething(String key) {
    PluginJar.withAgent("bad", "M", "mouse").withoutManifest(key).write(bad());

    assertThat(theProblem().problem()).isEqualTo("the manifest lacks " + key);
    assertThat(theProblem().remedy()).contains(key + ": ");
    assertRefused();
  }

  @Test
  void anIdThatIsNoName() {
    PluginJar.withAgent("Bad_Id", "M", "mouse").write(bad());

    assertThat(theProblem().problem()).contains("\"Bad_Id\" is not a plugin id");
  }

  @Test
  void noServiceEntry() {
    PluginJar.of("bad").source("M", "package acme; class M {}").write(bad());

    assertThat(theProblem().problem()).contains("META-INF/services/dev.rookery.api.Plugin");
    assertRefused();
  }

  @ParameterizedTest
  @CsvSource({
    "acme.Nowhere, acme.Nowhere not found",
    "acme.F, not a subtype",
    "'', names 0 classes",
    "'not a class name', Illegal"
  })
  void aWrongServiceEntry(String entry, String problem) {
    PluginJar.withAgent("bad", "M", "mouse")
        .source("F", "package acme; public class F {}")
        .resource("META-INF/services/dev.rookery.api.Plugin", entry + "\n")
        .write(bad());

    assertThat(theProblem().problem()).containsIgnoringCase(problem);
    assertRefused();
  }

  @Test
  void aConstructorThatThrows() {
    PluginJar.of("bad").plugin("M", "public M() { throw new Error(\"oh\\nno\"); }").write(bad());

    assertThat(theProblem().problem()).isEqualTo("loading it failed: java.lang.Error: oh; no");
    assertRefused();
  }

  @Test
  void aMissingClass() {
    PluginJar.of("bad")
        .plugin("M", "final Gone gone = new Gone();")
        .source("Gone", "package acme; public class Gone {}")
        .leaveOut("Gone")
        .write(bad());

    assertThat(theProblem().problem()).isEqualTo("loading it failed: class acme.Gone is missing");
    assertThat(theProblem().remedy()).contains("put the jar that has it");
    assertRefused();
  }

  @Test
  void aMissingClassOfALibraryOfTheHost() {
    PluginJar.of("bad")
        .plugin("M", "final Object gone = new ai.djl.Gone();")
        .source("Gone", "package ai.djl; public class Gone {}")
        .leaveOut("Gone")
        .write(bad());

    assertThat(theProblem().problem()).isEqualTo("loading it failed: class ai.djl.Gone is missing");
    assertThat(theProblem().remedy()).contains("use the version that Rookery has");
  }

  @Test
  void aMissingClassInAHookCostsThatHookOnly() {
    PluginJar.of("partly")
        .plugin(
            "M",
            ONE_AGENT
                + "@Override public List<TeacherFactory> teachers() { Gone.call(); return null; }")
        .source("F", PluginJar.agentFactory("F", "\"mouse\"", "\"\""))
        .source("Gone", "package acme; public class Gone { static void call() {} }")
        .leaveOut("Gone")
        .write(bad());

    assertThat(theProblem().problem()).isEqualTo("teachers() failed: class acme.Gone is missing");
    assertThat(registry.find(ComponentType.AGENT, "mouse")).isPresent();
    assertKept();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new IllegalStateException(\"no\"); | agents() failed:"
            + " java.lang.IllegalStateException: no",
        "throw new StackOverflowError(); | agents() failed: java.lang.StackOverflowError",
        "throw new AbstractMethodError(\"x\"); | agents() failed: java.lang.AbstractMethodError: x",
        "return null; | agents() of acme.M returned null",
        "return Arrays.asList((AgentFactory) null); | agents() has an element that is null",
        "return (List) List.of(\"x\"); | agents() has an element that is no AgentFactory"
      })
  void aHookThatFails(String body, String problem) {
    PluginJar.of("partly")
        .plugin(
            "M",
            """
            @Override public List<AgentFactory> agents() { %s }
            @Override public List<TokenizerFactory> tokenizers() { return List.of(new T()); }
            """
                .formatted(body))
        .source(
            "T",
            """
            package acme;
            public class T implements dev.rookery.api.text.TokenizerFactory {
              @Override public String name() { return "tea"; }
              @Override public String description() { return "Tea."; }
              @Override public dev.rookery.api.text.Tokenizer create(
                  dev.rookery.api.settings.Settings settings) { return null; }
            }
            """)
        .write(bad());

    assertThat(theProblem().problem()).startsWith(problem);
    assertThat(registry.find(ComponentType.TOKENIZER, "tea")).isPresent();
    assertKept();
  }

  @Test
  void formatsThatFailAreSaid() {
    PluginJar.of("partly")
        .plugin(
            "M",
            """
            @Override public List<DialogueFormatFactory> dialogueFormats() {
              throw new IllegalStateException("no");
            }
            """)
        .write(bad());

    assertThat(theProblem().problem())
        .isEqualTo("dialogueFormats() failed: java.lang.IllegalStateException: no");
    assertKept();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Mouse\"', has the name \"Mouse\"",
    "'\"mouse_x\"', has the name \"mouse_x\"",
    "'null', has the name \"null\"",
    "'Objects.requireNonNull(null)', NullPointerException"
  })
  void aNameThatIsNotAllowed(String name, String problem) {
    PluginJar.of("partly")
        .plugin("M", ONE_AGENT)
        .source("F", PluginJar.agentFactory("F", name.replace("Obj", "java.util.Obj"), "\"\""))
        .write(bad());

    assertThat(theProblem().problem()).contains(problem).contains("acme.F");
    assertThat(registry.plugin("partly").components()).isEmpty();
  }

  @Test
  void aDuplicateIdIsRefusedAndTheFirstStays() {
    PluginJar.withAgent("good-a", "M", "mouse").write(bad());

    assertThat(theProblem().problem())
        .isEqualTo(
            "plugin \"good-a\" is there already, version 1.0.0 in " + plugins.resolve("a.jar"));
    assertThat(registry.find(ComponentType.AGENT, "mouse")).isEmpty();
    assertThat(registry.find(ComponentType.AGENT, "ant")).isPresent();
  }

  @Test
  void aDuplicateComponentIsLeftOutButStillHasItsClassName() {
    PluginJar.withAgent("second", "M", "ant").write(bad());

    assertThat(theProblem().toString())
        .contains("agent \"ant\" is already offered by plugin \"good-a\"")
        .contains("acme.MAgent");
    assertThat(registry.get(ComponentType.AGENT, "ant", "test").plugin().id()).isEqualTo("good-a");
    assertThat(registry.get(ComponentType.AGENT, "acme.MAgent", "test").plugin().id())
        .isEqualTo("second");
    assertThat(registry.problems("second")).hasSize(1);
  }

  @Test
  void aClassForALaterJava() throws Exception {
    Path jar = PluginJar.withAgent("bad", "M", "mouse").write(bad());
    try (java.nio.file.FileSystem zip = java.nio.file.FileSystems.newFileSystem(jar)) {
      byte[] code = Files.readAllBytes(zip.getPath("acme/M.class"));
      code[7] = 70;
      Files.write(zip.getPath("acme/M.class"), code);
    }

    assertThat(theProblem().problem()).isEqualTo("loading it failed: it was compiled for Java 26");
    assertThat(theProblem().remedy()).contains("Java " + Runtime.version().feature());
  }

  @Test
  void aPluginsFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    try (PluginRegistry odd =
        PluginRegistry.load(List.of(file, plugins), getClass().getClassLoader())) {
      assertThat(odd.problems()).hasSize(1);
      assertThat(odd.plugins()).hasSize(2);
    }
  }

  @Test
  void unknownNamesPointToTheDoctor() throws Exception {
    Files.writeString(bad(), "");

    assertThatThrownBy(() -> registry.get(ComponentType.AGENT, "mouse", "x"))
        .hasMessageContaining("plugins with problems: 1; see \"rookery plugins doctor\"");
  }
}
