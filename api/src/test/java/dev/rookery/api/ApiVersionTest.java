package dev.rookery.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ApiVersionTest {

  private static final Pattern DECLARED =
      Pattern.compile("<rookery\\.api\\.version>([^<]+)</rookery\\.api\\.version>");

  @Test
  void isTheVersionThatTheBuildWritesIntoPlugins() throws Exception {
    Path pom = Path.of(System.getProperty("rookery.root", "..")).resolve("pom.xml");
    Matcher declared = DECLARED.matcher(Files.readString(pom));

    assertThat(declared.find()).isTrue();
    assertThat(ApiVersion.CURRENT).isEqualTo(declared.group(1));
  }
}
