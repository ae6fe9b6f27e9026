package dev.rookery.runtime.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other pages show works as it stands there. */
class DocumentationIT {

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(folder, folder.resolve("no-plugins"));
  }

  private List<String> extract(String page) throws Exception {
    return DocumentedFiles.extract(Shell.root().resolve(page), folder);
  }

  @Test
  void everyDataFormatIsRecognisedAndRight() throws Exception {
    List<String> files = extract("docs/data-formats.md");
    assertThat(files).hasSize(4);
    for (String file : files) {
      Shell.Result checked = shell.rookery("data", "check", file);

      assertThat(checked.code()).as(file + ": " + checked.out() + checked.err()).isZero();
      assertThat(checked.out()).contains(file.substring(0, file.indexOf('.')), "2 episodes");
    }
  }

  @Test
  void configurationIsReadWithItsOrigins() throws Exception {
    extract("docs/configuration.md");
    Files.writeString(folder.resolve("base.conf"), "learner.log-every-updates = 7\n");

    Shell.Result shown = shell.rookery("train", "tutor.conf", "--epochs", "4", "--show-config");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .containsPattern("log-every-updates = 7  # .*base\\.conf: 1")
        .containsPattern("hidden-size = 256  # .*tutor\\.conf: 11")
        .containsPattern("epochs = 4\\.0  # command line");
  }

  @Test
  void agentTalksInJava() throws Exception {
    extract("README.md");
    Shell.Result trained =
        shell.rookery(
            "train",
            "-m",
            "example-tga",
            "-t",
            "babi-sim",
            "--hidden-size",
            "8",
            "-bs",
            "4",
            "--max-updates",
            "2",
            "--max-reply-length",
            "4",
            "task.episodes=50",
            "task.valid-episodes=2",
            "--run",
            "run");
    assertThat(trained.code()).as(trained.err()).isZero();
    String lib = Shell.distribution().resolve("lib") + "/*";
    Shell.Result compiled = shell.run(List.of("javac", "-cp", lib, "-d", ".", "TalkToAgent.java"));
    assertThat(compiled.code()).as(compiled.err()).isZero();
    Files.writeString(
        folder.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");

    Shell.Result said =
        shell.run(
            List.of(
                "java",
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                lib + ":.",
                "TalkToAgent",
                Shell.distribution().resolve("plugins").toString(),
                "run",
                "where is mary ?"));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lines()).hasSize(1);
  }
}
