package dev.rookery.registry;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin. It sees the JDK, the plugin's own jars, and of the host only what
 * both must have in common: the SPI, and libraries whose native code binds to one class loader in a
 * JVM. What is shared always comes from the host, even if the plugin brings a copy.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final List<String> SHARED_PACKAGES =
      List.of("dev.rookery.api.", "ai.djl.", "ai.onnxruntime.", "org.slf4j.", "org.jspecify.");

  /**
   * DJL looks through the thread's context class loader for its engines and for the native
   * libraries in their jars; it must find the host's, whoever touches it first. The SPI's own
   * service entries are not here: only a plugin's own count.
   */
  private static final List<String> SHARED_RESOURCES =
      List.of(
          "META-INF/services/ai.djl.",
          "META-INF/services/ai.onnxruntime.",
          "META-INF/services/org.slf4j.",
          "native/lib/",
          "jnilib/",
          "pytorch/");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;

  PluginClassLoader(String plugin, URL[] jars, ClassLoader host) {
    super("plugin:" + plugin, jars, ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  static boolean isShared(String className) {
    return SHARED_PACKAGES.stream().anyMatch(className::startsWith);
  }

  private static boolean isSharedResource(String name) {
    return isShared(name.replace('/', '.')) || SHARED_RESOURCES.stream().anyMatch(name::startsWith);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return isShared(name) ? host.loadClass(name) : super.findClass(name);
  }

  @Override
  public @Nullable URL findResource(String name) {
    return isSharedResource(name) ? host.getResource(name) : super.findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return isSharedResource(name) ? host.getResources(name) : super.findResources(name);
  }
}
