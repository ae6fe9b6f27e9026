package dev.rookery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginIsolationTest {

  private static final ClassLoader HOST = PluginIsolationTest.class.getClassLoader();

  @TempDir Path temp;

  private Path library(String version) {
    return new PluginJar()
        .source(
            "Lib",
            """
            package acme;
            public class Lib { public static String version() { return "%s"; } }
            """
                .formatted(version))
        .write(temp.resolve("libraries/lib-" + version + ".jar"));
  }

  private void pluginWithLibrary(String id, String version) throws Exception {
    Path folder = temp.resolve("plugins").resolve(id);
    Path library = library(version);
    PluginJar.of(id)
        .plugin(
            "P" + version,
            "@Override public List<AgentFactory> agents() { return List.of(new F()); }")
        .source("F", PluginJar.agentFactory("F", "\"" + id + "-agent\"", "Lib.version()"))
        .library(library)
        .write(folder.resolve("plugin.jar"));
    java.nio.file.Files.copy(library, folder.resolve("lib.jar"));
  }

  @Test
  void twoPluginsUseDifferentVersionsOfOneLibrary() throws Exception {
    pluginWithLibrary("one", "1");
    pluginWithLibrary("two", "2");
    try (PluginRegistry registry = PluginRegistry.load(List.of(temp.resolve("plugins")), HOST)) {
      assertThat(registry.problems()).isEmpty();
      assertThat(version(registry, "one-agent")).isEqualTo("1");
      assertThat(version(registry, "two-agent")).isEqualTo("2");
    }
  }

  private static String version(PluginRegistry registry, String agent) {
    return PluginRegistryTest.agent(registry.get(ComponentType.AGENT, agent, "test")).id();
  }

  /** The host has semver4j; the plugin brings another class of the same name. */
  @Test
  void aPluginsOwnCopyOfALibraryOfTheHostWins() throws Exception {
    PluginJar.of("own")
        .plugin("P", "@Override public List<AgentFactory> agents() { return List.of(new F()); }")
        .source("F", PluginJar.agentFactory("F", "\"agent\"", "org.semver4j.Semver.mine()"))
        .source(
            "Semver",
            """
            package org.semver4j;
            public class Semver { public static String mine() { return "the plugin's"; } }
            """)
        .write(temp.resolve("plugins/own.jar"));
    try (PluginRegistry registry = PluginRegistry.load(List.of(temp.resolve("plugins")), HOST)) {
      assertThat(version(registry, "agent")).isEqualTo("the plugin's");
    }
    assertThat(new org.semver4j.Semver("1.2.3").getMinor()).isEqualTo(2);
  }

  @Test
  void sharesTheApiAndNativeLibrariesWithTheHostAndNothingElse() throws Exception {
    Path jar =
        PluginJar.withAgent("p", "P", "agent")
            .resource("settings.conf", "mine")
            .resource("ai/djl/engine/api.properties", "a copy that must not win")
            .write(temp.resolve("plugins/p.jar"));
    try (PluginClassLoader loader =
        new PluginClassLoader("p", new URL[] {jar.toUri().toURL()}, HOST)) {
      for (String shared :
          List.of(
              "dev.rookery.api.Plugin",
              "ai.djl.ndarray.NDArray",
              "org.slf4j.Logger",
              "org.jspecify.annotations.Nullable")) {
        assertThat(loader.loadClass(shared)).isSameAs(HOST.loadClass(shared));
      }
      assertThat(loader.loadClass("java.sql.Connection").getName())
          .isEqualTo("java.sql.Connection");
      for (String hidden :
          List.of(
              "dev.rookery.registry.PluginRegistry",
              "org.semver4j.Semver",
              "dev.failsafe.Failsafe",
              "org.junit.jupiter.api.Test")) {
        assertThat(HOST.loadClass(hidden)).isNotNull();
        assertThat(canLoad(loader, hidden)).as(hidden).isFalse();
      }
      assertThat(Collections.list(loader.getResources("settings.conf"))).hasSize(1);
      assertThat(loader.getResource("ai/djl/engine/api.properties"))
          .isEqualTo(HOST.getResource("ai/djl/engine/api.properties"));
      assertThat(loader.getResource("org/semver4j/Semver.class")).isNull();
      assertThat(
              Collections.list(
                  loader.getResources("META-INF/services/ai.djl.repository.zoo.ZooProvider")))
          .isNotEmpty()
          .isEqualTo(
              Collections.list(
                  HOST.getResources("META-INF/services/ai.djl.repository.zoo.ZooProvider")));
    }
  }

  private Path onnxRuntime(String whose, Path jar) {
    return PluginJar.of("onnx")
        .plugin("P", "@Override public List<AgentFactory> agents() { return List.of(new F()); }")
        .source("F", PluginJar.agentFactory("F", "\"agent\"", "ai.onnxruntime.OrtEnvironment.of()"))
        .source(
            "OrtEnvironment",
            """
            package ai.onnxruntime;
            public class OrtEnvironment { public static String of() { return "%s"; } }
            """
                .formatted(whose))
        .write(jar);
  }

  @Test
  void aLibraryThatTheHostLacksMayBeThePlugins() throws Exception {
    onnxRuntime("the plugin", temp.resolve("plugins/onnx.jar"));
    try (PluginRegistry registry = PluginRegistry.load(List.of(temp.resolve("plugins")), HOST)) {
      assertThat(registry.problems()).isEmpty();
      assertThat(version(registry, "agent")).isEqualTo("the plugin");
    }
  }

  @Test
  void aNativeLibraryThatTheHostHasIsTheHosts() throws Exception {
    Path onClassPath =
        PluginJar.of("library")
            .source(
                "OrtEnvironment",
                """
                package ai.onnxruntime;
                public class OrtEnvironment { public static String of() { return "the host"; } }
                """)
            .resource("native/lib/known.properties", "version=1")
            .write(temp.resolve("lib/onnx.jar"));
    Path jar =
        PluginJar.of("p")
            .resource("native/lib/known.properties", "version=2")
            .resource("native/lib/mine.properties", "version=3")
            .resource("pytorch/mine.txt", "mine")
            .resource("jnilib/mine.txt", "mine")
            .write(temp.resolve("lib/p.jar"));
    onnxRuntime("the plugin", temp.resolve("plugins/onnx.jar"));
    try (java.net.URLClassLoader host =
            new java.net.URLClassLoader(new URL[] {onClassPath.toUri().toURL()}, HOST);
        PluginRegistry registry = PluginRegistry.load(List.of(temp.resolve("plugins")), host);
        PluginClassLoader loader =
            new PluginClassLoader("p", new URL[] {jar.toUri().toURL()}, host)) {
      assertThat(version(registry, "agent")).isEqualTo("the host");
      assertThat(loader.getResource("native/lib/known.properties"))
          .isEqualTo(host.getResource("native/lib/known.properties"));
      for (String own :
          List.of("native/lib/mine.properties", "pytorch/mine.txt", "jnilib/mine.txt")) {
        assertThat(loader.getResource(own)).as(own).isNotNull();
        assertThat(Collections.list(loader.getResources(own))).as(own).hasSize(1);
      }
    }
  }

  private static boolean canLoad(ClassLoader loader, String className) {
    try {
      return loader.loadClass(className) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** A jar without an entry of its own must not pass because the host has one. */
  @Test
  void theHostsServiceEntryDoesNotCount() throws Exception {
    Path onClassPath =
        PluginJar.withAgent("host-plugin", "P", "agent").write(temp.resolve("lib/host.jar"));
    PluginJar.of("none")
        .source("Nothing", "package acme; class Nothing {}")
        .write(temp.resolve("plugins/none.jar"));
    PluginJar.withAgent("mine", "Q", "mine").write(temp.resolve("plugins/mine.jar"));
    try (java.net.URLClassLoader host =
            new java.net.URLClassLoader(new URL[] {onClassPath.toUri().toURL()}, HOST);
        PluginRegistry registry = PluginRegistry.load(List.of(temp.resolve("plugins")), host)) {
      assertThat(host.getResource("META-INF/services/" + Plugin.class.getName())).isNotNull();
      assertThat(registry.plugins())
          .extracting(LoadedPlugin::id)
          .containsExactly("host-plugin", "mine");
      assertThat(registry.problems()).hasSize(1);
      assertThat(registry.problems().get(0).problem()).contains("no plugin inside");
    }
  }

  @Test
  void listingLoadsNoEngine() throws Exception {
    PluginJar.withAgent("p", "P", "agent").write(temp.resolve("plugins/p.jar"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Listing.class.getName(),
                temp.resolve("plugins").toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("listed p with agent \"agent\"").contains("acme.PAgent");
    assertThat(output).doesNotContain("ai.djl.engine.Engine ").doesNotContain("ai.djl.pytorch");
  }

  /** What the forked process of {@link #listingLoadsNoEngine} runs. */
  static final class Listing {
    private Listing() {}

    public static void main(String[] args) {
      try (PluginRegistry registry = PluginRegistry.load(List.of(Path.of(args[0])), HOST)) {
        registry
            .plugins()
            .forEach(
                p -> System.out.println("listed " + p.id() + " with " + p.components().get(0)));
      }
    }
  }
}
