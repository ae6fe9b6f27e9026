package dev.rookery.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a real plugin jar from Java sources, compiled against the api alone. */
final class PluginJar {

  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> resources = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();

  static PluginJar of(String id) {
    return new PluginJar()
        .manifest("Rookery-Plugin-Id", id)
        .manifest("Rookery-Plugin-Version", "1.0.0")
        .manifest("Rookery-Api", "^1.0");
  }

  /** A plugin with one agent factory, which is called {@code className}Agent. */
  static PluginJar withAgent(String id, String className, String agent) {
    return of(id)
        .plugin(
            className,
            "@Override public List<AgentFactory> agents() { return List.of(new %sAgent()); }"
                .formatted(className))
        .source(className + "Agent", agentFactory(className + "Agent", '"' + agent + '"', "\"\""));
  }

  /**
   * Source of a factory whose create method gives the agent the id {@code agentId}, an expression.
   */
  static String agentFactory(String className, String name, String agentId) {
    return """
    package acme;
    import dev.rookery.api.dialogue.*;
    import java.util.List;
    public class %s implements AgentFactory {
      @Override public String name() { return %s; }
      @Override public String description() { return "Says nothing."; }
      @Override public Agent create(AgentContext context) {
        String id = %s;
        return new Agent() {
          @Override public String id() { return id; }
          @Override public Conversation converse() { throw new UnsupportedOperationException(); }
          @Override public List<Message> act(List<? extends Conversation> c) { return List.of(); }
        };
      }
    }
    """
        .formatted(className, name, agentId);
  }

  PluginJar manifest(String key, String value) {
    manifest.put(key, value);
    return this;
  }

  PluginJar withoutManifest(String key) {
    manifest.remove(key);
    return this;
  }

  /** Adds the plugin's entry point with its service entry. */
  PluginJar plugin(String className, String members) {
    resources.put("META-INF/services/dev.rookery.api.Plugin", "acme." + className + "\n");
    return source(
        className,
        """
        package acme;
        import dev.rookery.api.Plugin;
        import dev.rookery.api.dialogue.*;
        import dev.rookery.api.text.*;
        import java.util.*;
        public class %s implements Plugin { %s }
        """
            .formatted(className, members));
  }

  /** Adds a class of package {@code acme}. */
  PluginJar source(String className, String code) {
    sources.put(className, code);
    return this;
  }

  PluginJar resource(String path, String content) {
    resources.put(path, content);
    return this;
  }

  /** Compiles a class but doesn't put it into the jar. */
  PluginJar leaveOut(String className) {
    leftOut.add(className);
    return this;
  }

  PluginJar library(Path jar) {
    libraries.add(jar);
    return this;
  }

  Path write(Path jar) {
    try {
      Files.createDirectories(jar.getParent());
      Path classes = Files.createTempDirectory("classes");
      if (!sources.isEmpty()) {
        compile(classes);
      }
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        StringBuilder lines = new StringBuilder("Manifest-Version: 1.0\n");
        manifest.forEach((key, value) -> lines.append(key + ": " + value + "\n"));
        put(out, "META-INF/MANIFEST.MF", lines.toString().getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> resource : resources.entrySet()) {
          put(out, resource.getKey(), resource.getValue().getBytes(StandardCharsets.UTF_8));
        }
        try (Stream<Path> files = Files.walk(classes)) {
          for (Path file2 : files.filter(Files::isRegularFile).sorted().toList()) {
            String name = file2.getFileName().toString().replaceAll("(\\$.*)?\\.class$", "");
            if (!leftOut.contains(name)) {
              put(out, classes.relativize(file2).toString(), Files.readAllBytes(file2));
            }
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void put(JarOutputStream out, String path, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(path));
    out.write(content);
    out.closeEntry();
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, code) -> units.add(new Source(name, code)));
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    libraries.forEach(library -> path.append(java.io.File.pathSeparator).append(library));
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", path.toString(), "-proc:none", "--release", "17");
    if (!compiler.getTask(messages, null, null, options, null, units).call()) {
      throw new IllegalArgumentException(messages.toString());
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String className, String code) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
