package dev.rookery.runtime.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The plugin tutorial, followed to the letter in an empty folder with the built distribution; and
 * what users do to plugins besides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginTutorialIT {

  /** The host has a class of this name too, from DJL's library; it would quote the text. */
  private static final String OWN_GSON =
      """
      package com.google.gson;
      public final class Gson {
        public String toJson(Object value) {
          return "written by the plugin's own gson: " + value;
        }
      }
      """;

  private static final String CLASHING_PLUGIN =
      """
      package acme.tutor;
      import com.google.gson.Gson;
      import dev.rookery.api.Plugin;
      import dev.rookery.api.model.*;
      import dev.rookery.api.settings.SettingsSpec;
      import java.util.List;
      public final class ClashingPlugin implements Plugin, GeneratorModelFactory {
        private final GruTutorFactory gru = new GruTutorFactory();
        @Override public List<GeneratorModelFactory> generatorModels() { return List.of(this); }
        @Override public String name() { return "gru-clashing"; }
        @Override public String description() { return new Gson().toJson(gru.description()); }
        @Override public SettingsSpec settings() { return gru.settings(); }
        @Override public GeneratorModel create(ModelContext context) { return gru.create(context); }
      }
      """;

  @TempDir private static Path folder;
  private Shell shell;

  @BeforeAll
  void buildThePluginAsThePageSays() throws Exception {
    shell = new Shell(folder, folder.resolve("no-plugins"));
    assertThat(DocumentedFiles.extract(Shell.root().resolve("docs/write-a-plugin.md"), folder))
        .contains("build.sh", "try-it.sh", "manifest.txt");
    Shell.Result build = shell.script("build.sh");
    assertThat(build.code()).as(build.err()).isZero();
    assertThat(build.out() + build.err()).doesNotContain("warning:");
  }

  @Test
  void isFoundDescribedTrainedAndEvaluated() throws Exception {
    Shell.Result tried = new Shell(folder, folder.resolve("plugins")).script("try-it.sh");

    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out())
        .contains("installed gru-tutor 1.0.0 in " + folder.resolve("plugins/gru-tutor.jar"))
        .containsPattern("gru-tutor +1\\.0\\.0 ")
        .contains("model gru-tutor  (gru-tutor 1.0.0)", "hidden-size = 64");
    assertThat(folder.resolve("runs/gru/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("runs/gru/provenance.json")).content().contains("gru-tutor 1.0.0");
    String evaluation = tried.out().substring(tried.out().lastIndexOf("runs/gru"));
    assertThat(evaluation).contains("exs", "50", "ppl");
  }

  @Test
  void contractTestsPass() throws Exception {
    Path classes = folder.resolve("test-classes");
    compile(
        List.of(
            "test/acme/tutor/GruTutorModelTest.java", "test/acme/tutor/GruTutorPluginTest.java"),
        classes,
        Stream.concat(Stream.of(folder.resolve("classes").toString()), classPathOfTests().stream())
            .toList());
    try (URLClassLoader loader = new OwnFirst(folder.resolve("classes"), classes)) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      selectClass(loader.loadClass("acme.tutor.GruTutorModelTest")),
                      selectClass(loader.loadClass("acme.tutor.GruTutorPluginTest")))
                  .build(),
              listener);

      TestExecutionSummary summary = listener.getSummary();
      assertThat(summary.getFailures())
          .as("failed contracts")
          .extracting(failure -> failure.getTestIdentifier() + ": " + failure.getException())
          .isEmpty();
      assertThat(summary.getTestsSucceededCount()).isGreaterThan(10);
    }
  }

  @Test
  void agentWithoutThePipelineIsBuiltTrainedAndEvaluated() throws Exception {
    Shell ofAgent = new Shell(folder.resolve("agent"), folder.resolve("no-plugins"));
    Shell.Result build = ofAgent.script("build.sh");
    assertThat(build.code()).as(build.err()).isZero();
    assertThat(build.out() + build.err()).doesNotContain("warning:");
    Shell.Result tried =
        new Shell(folder, folder.resolve("agent-plugins")).script("agent/try-it.sh");

    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out())
        .contains("agent seq2seq-tutor  (seq2seq-tutor 1.0.0)", "num-layers = 2", "accuracy");
    assertThat(folder.resolve("runs/tutor/best/words")).isNotEmptyFile();
  }

  @Test
  void agentOfThePageIsThatOfTheDistribution() throws Exception {
    String own = "plugins/example-seq2seq/src/main/java/dev/rookery/plugins/exampleseq2seq";
    Path sources = Shell.root().resolve(own);
    Path shown = folder.resolve("agent/src/acme/seq2seq");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(path -> !path.endsWith("package-info.java")).toList()) {
        assertThat(shown.resolve(file.getFileName()))
            .hasContent(
                Files.readString(file)
                    .replace("dev.rookery.plugins.exampleseq2seq", "acme.seq2seq")
                    .replace("example-seq2seq", "seq2seq-tutor"));
      }
    }
  }

  @Test
  void taskAndMutatorWork() throws Exception {
    compile(
        List.of(
            "more/acme/more/CountingTask.java",
            "more/acme/more/Shout.java",
            "more/acme/more/MorePlugin.java"),
        folder.resolve("more-classes"),
        apiJars());
    jar("more", folder.resolve("more-classes"), "acme.more.MorePlugin", "^1.0", "more/more.jar");

    Shell.Result shown =
        shell.rookery("display-data", "-t", "counting", "-n", "1", "--json", "--plugins", "more");
    Shell.Result shouted =
        shell.rookery(
            "display-data",
            "-t",
            "babi-sim",
            "task.mutators=shout",
            "-n",
            "1",
            "--plugins",
            "more");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out()).containsPattern("\"text\":\\s*\"\\d+ \\d+ \\d+\"");
    assertThat(shouted.code()).as(shouted.err()).isZero();
    assertThat(shouted.out()).containsPattern("[A-Z]{3,} [A-Z]{3,}");
  }

  @Test
  void libraryInsideTheJarIsThePluginsOwn() throws Exception {
    assertThat(Shell.distribution().resolve("lib")).isDirectoryContaining("glob:**/gson-*.jar");
    Path sources = Files.createDirectories(folder.resolve("clashing-src"));
    Files.writeString(sources.resolve("Gson.java"), OWN_GSON);
    Files.writeString(sources.resolve("ClashingPlugin.java"), CLASHING_PLUGIN);
    compile(
        List.of(
            "clashing-src/Gson.java",
            "clashing-src/ClashingPlugin.java",
            "src/acme/tutor/GruTutorFactory.java",
            "src/acme/tutor/GruTutorModel.java"),
        folder.resolve("clashing-classes"),
        apiJars());
    jar(
        "clashing",
        folder.resolve("clashing-classes"),
        "acme.tutor.ClashingPlugin",
        "^1.0",
        "clashing/clashing.jar");

    Shell.Result described =
        shell.rookery("describe", "model", "gru-clashing", "--plugins", "clashing");
    Shell.Result trained = train("gru-clashing", "clashing", "runs/clashing");

    assertThat(described.code()).as(described.err()).isZero();
    assertThat(described.out()).contains("written by the plugin's own gson: GRU encoder");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void brokenJarsAreNamedAndTheGoodOneWorks() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("mixed"));
    byte[] good = Files.readAllBytes(folder.resolve("gru-tutor.jar"));
    Files.write(plugins.resolve("a-good.jar"), good);
    Files.write(plugins.resolve("b-same-id.jar"), good);
    Path classes = folder.resolve("classes");
    jar("of-tomorrow", classes, "acme.tutor.GruTutorPlugin", "^2.0", "mixed/c-api-2.jar");
    Files.write(plugins.resolve("d-truncated.jar"), Arrays.copyOf(good, good.length / 2));

    Shell.Result all = shell.rookery("plugins", "doctor", "--plugins", "mixed");
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.lines()).hasSize(3);
    assertThat(all.lines().get(0)).contains("b-same-id.jar", "gru-tutor");
    assertThat(all.lines().get(1)).contains("c-api-2.jar", "api ^2.0", "has api 1.0");
    assertThat(all.lines().get(2)).contains("d-truncated.jar", "broken jar");
    for (int i = 0; i < 3; i++) {
      String asked = List.of("b-same-id", "of-tomorrow", "d-truncated").get(i);
      Shell.Result one = shell.rookery("plugins", "doctor", asked, "--plugins", "mixed");
      assertThat(one.code()).as(asked).isEqualTo(2);
      assertThat(one.lines()).containsExactly(all.lines().get(i));
    }
    Shell.Result refused =
        shell.rookery("plugins", "describe", "of-tomorrow", "--plugins", "mixed");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().strip()).isEqualTo("error: " + all.lines().get(1));

    Shell.Result trained = train("gru-tutor", "mixed", "runs/mixed");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private Shell.Result train(String model, String plugins, String run) throws Exception {
    return shell.rookery(
        "train",
        "-m",
        model,
        "-t",
        "babi-sim",
        "--plugins",
        plugins,
        "--run",
        run,
        "--hidden-size",
        "8",
        "-bs",
        "4",
        "--max-updates",
        "3",
        "--max-reply-length",
        "4",
        "task.valid-episodes=4");
  }

  private static List<String> apiJars() throws IOException {
    try (Stream<Path> jars = Files.list(Shell.distribution().resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().matches("(rookery-)?api-\\d.*\\.jar"))
          .map(Path::toString)
          .toList();
    }
  }

  private static List<String> classPathOfTests() {
    String ofSurefire = System.getProperty("surefire.test.class.path", "");
    return List.of(ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire);
  }

  private void compile(List<String> sources, Path classes, List<String> classPath)
      throws Exception {
    Stream<String> options =
        Stream.of("--release", "17", "-d", classes.toString(), "-cp", String.join(":", classPath));
    List<String> command =
        Stream.of(Stream.of("javac"), options, sources.stream()).flatMap(part -> part).toList();
    Shell.Result result = shell.run(command);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
  }

  /** Packs compiled classes as a plugin, with its own service entry and manifest. */
  private void jar(String id, Path classes, String entryPoint, String api, String file)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Rookery-Plugin-Id", id);
    attributes.putValue("Rookery-Plugin-Version", "1.0.0");
    attributes.putValue("Rookery-Api", api);
    Path jar = folder.resolve(file);
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        out.write(Files.readAllBytes(each));
      }
      out.putNextEntry(new JarEntry("META-INF/services/dev.rookery.api.Plugin"));
      out.write(entryPoint.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      assertThat(in.getManifest()).isEqualTo(manifest);
    }
  }

  /** Finds the plugin's service entry before those of the plugins on the class path of tests. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(Path... folders) throws IOException {
      super(urls(folders), PluginTutorialIT.class.getClassLoader());
    }

    private static URL[] urls(Path... folders) throws IOException {
      URL[] urls = new URL[folders.length];
      for (int i = 0; i < folders.length; i++) {
        urls[i] = folders[i].toUri().toURL();
      }
      return urls;
    }

    @Override
    public @Nullable URL getResource(String name) {
      URL own = findResource(name);
      return own == null ? super.getResource(name) : own;
    }
  }
}
