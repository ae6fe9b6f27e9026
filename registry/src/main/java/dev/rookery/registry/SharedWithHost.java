package dev.rookery.registry;

import java.util.List;
import java.util.Map;

/**
 * What a plugin has in common with the host: the SPI, and libraries whose native code binds to one
 * class loader in a JVM. A library that the host lacks isn't shared, so a plugin may bring it.
 */
final class SharedWithHost {

  /** Beginnings of class names, each with a class that every version of the library has. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "dev.rookery.api.", "dev/rookery/api/Plugin.class",
          "ai.djl.", "ai/djl/ndarray/NDArray.class",
          "ai.onnxruntime.", "ai/onnxruntime/OrtEnvironment.class",
          "org.slf4j.", "org/slf4j/Logger.class",
          "org.jspecify.", "org/jspecify/annotations/NullMarked.class");

  private static final String SERVICES = "META-INF/services/";

  /**
   * Where DJL's jars keep native libraries. It looks for them through the thread's context class
   * loader and must find the host's, whoever touches it first.
   */
  private static final List<String> NATIVE = List.of("native/lib/", "jnilib/", "pytorch/");

  private final ClassLoader host;
  private final List<String> packages;

  SharedWithHost(ClassLoader host) {
    this.host = host;
    packages =
        PACKAGES.entrySet().stream()
            .filter(each -> host.getResource(each.getValue()) != null)
            .map(Map.Entry::getKey)
            .toList();
  }

  boolean hasClass(String name) {
    return packages.stream().anyMatch(name::startsWith);
  }

  /**
   * Whether a resource is the host's: one of a shared package, a service of one (but not of the
   * SPI, where only a plugin's own entries count), or a native library that the host has.
   */
  boolean hasResource(String name) {
    if (name.startsWith(SERVICES)) {
      String service = name.substring(SERVICES.length());
      return hasClass(service) && !service.startsWith("dev.rookery.api.");
    }
    return hasClass(name.replace('/', '.'))
        || NATIVE.stream().anyMatch(name::startsWith) && host.getResource(name) != null;
  }
}
