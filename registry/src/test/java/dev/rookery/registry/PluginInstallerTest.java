package dev.rookery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginInstallerTest {

  @TempDir Path temp;
  private Path plugins;
  private PluginInstaller installer;

  @BeforeEach
  void folder() {
    plugins = temp.resolve("plugins");
    installer = new PluginInstaller(plugins, PluginInstallerTest.class.getClassLoader());
  }

  private List<String> installed() throws Exception {
    try (Stream<Path> files = Files.list(plugins)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> loaded() {
    try (PluginRegistry registry =
        PluginRegistry.load(List.of(plugins), PluginInstallerTest.class.getClassLoader())) {
      assertThat(registry.problems()).isEmpty();
      return registry.plugins().stream().map(LoadedPlugin::id).toList();
    }
  }

  @Test
  void installsAJarAndAFolderUnderTheirIds() throws Exception {
    Path jar = PluginJar.withAgent("one", "A", "ant").write(temp.resolve("dl/x-1.jar"));
    PluginJar.withAgent("two", "B", "bee").write(temp.resolve("dl/y/y-1.jar"));

    assertThat(installer.install(jar).source()).isEqualTo(plugins.resolve("one.jar"));
    installer.install(temp.resolve("dl/y"));

    assertThat(installed()).containsExactly("one.jar", "two");
    assertThat(loaded()).containsExactly("one", "two");
    assertThat(jar).exists();
  }

  @Test
  void refusesWhatDoesNotLoadAndLeavesNothingBehind() throws Exception {
    Path broken = PluginJar.withAgent("one", "A", "ant").write(temp.resolve("dl/x.jar"));
    Files.writeString(broken, "PK");

    assertThatThrownBy(() -> installer.install(broken))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(broken + ": broken jar");
    assertThatThrownBy(() -> installer.install(temp.resolve("nowhere.jar")))
        .hasMessageContaining("does not exist");
    Path text = Files.writeString(temp.resolve("dl/readme.txt"), "hello");
    assertThatThrownBy(() -> installer.install(text)).hasMessageContaining("neither a jar");
    assertThat(installed()).isEmpty();
  }

  @Test
  void refusesASecondPluginOfTheSameIdOrWithTheSameComponent() throws Exception {
    installer.install(PluginJar.withAgent("one", "A", "ant").write(temp.resolve("dl/x.jar")));
    Path again = PluginJar.withAgent("one", "B", "bee").write(temp.resolve("dl/y.jar"));
    Path same = PluginJar.withAgent("two", "C", "ant").write(temp.resolve("dl/z.jar"));

    assertThatThrownBy(() -> installer.install(again)).hasMessageContaining("is there already");
    assertThatThrownBy(() -> installer.install(same)).hasMessageContaining("already offered");
    assertThat(installed()).containsExactly("one.jar");
  }

  @Test
  void removesByIdAndByFileName() throws Exception {
    PluginJar.withAgent("one", "A", "ant").write(plugins.resolve("other-name.jar"));
    Files.writeString(plugins.resolve("broken.jar"), "PK");

    assertThat(installer.remove("one")).isEqualTo(plugins.resolve("other-name.jar"));
    installer.remove("broken");

    assertThat(installed()).isEmpty();
    assertThatThrownBy(() -> installer.remove("one"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no plugin \"one\"");
  }
}
