package dev.rookery.registry;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin. It sees the JDK, the plugin's own jars, and of the host only what
 * both must have in common. What is shared always comes from the host, even if the plugin brings a
 * copy.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;
  private final SharedWithHost shared;

  PluginClassLoader(String plugin, URL[] jars, ClassLoader host) {
    super("plugin:" + plugin, jars, ClassLoader.getPlatformClassLoader());
    this.host = host;
    shared = new SharedWithHost(host);
  }

  /** Whether a class of this name comes from the host, even if the plugin brings one too. */
  boolean isShared(String className) {
    return shared.hasClass(className);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return isShared(name) ? host.loadClass(name) : super.findClass(name);
  }

  @Override
  public @Nullable URL findResource(String name) {
    return shared.hasResource(name) ? host.getResource(name) : super.findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return shared.hasResource(name) ? host.getResources(name) : super.findResources(name);
  }
}
