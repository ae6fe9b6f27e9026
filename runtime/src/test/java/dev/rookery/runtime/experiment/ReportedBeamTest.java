package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a training shows a search where hypotheses are compared. */
final class ReportedBeamTest {

  @TempDir private Path folder;

  private String report(String name, String... changes) throws IOException {
    List<String> all = new ArrayList<>(List.of(changes));
    all.addAll(List.of("learner.max-updates=2", "agent.max-reply-length=4"));
    Path run = folder.resolve(name);
    new SmallRun(run, all).train(RunFolder.IfExists.REFUSE);
    return Files.readString(run.resolve("report.html"));
  }

  @Test
  void aBeamIsDrawnWithTheReplyThatIsAmongTheSamples() throws IOException {
    String html = report("beam", "decode.search=beam", "decode.beam-size=3");
    String section = html.substring(html.indexOf("<h2>One search"));
    String firstFinished =
        section.substring(section.indexOf("<li>") + 4, section.indexOf(" <small>"));
    String samples =
        html.substring(html.indexOf("<h2>Sample replies"), html.indexOf("<h2>One search"));

    assertThat(section).contains("<svg class=\"beam\"");
    assertThat(section.split("<g class=\"(kept|best)\"", -1).length).isGreaterThan(3);
    assertThat(samples).contains("<dd class=\"reply\">" + firstFinished);
  }

  @Test
  void nothingIsDrawnOfAGreedySearch() throws IOException {
    assertThat(report("greedy")).contains("<h2>Sample replies").doesNotContain("class=\"beam\"");
  }

  @Test
  void picturesForGraphvizAreStillWritten() throws IOException {
    Path dot = folder.resolve("dot");
    String html = report("both", "decode.search=beam", "decode.beam-dot=" + dot);

    assertThat(html).contains("<svg class=\"beam\"");
    assertThat(dot.resolve("00001.dot")).isNotEmptyFile();
  }
}
