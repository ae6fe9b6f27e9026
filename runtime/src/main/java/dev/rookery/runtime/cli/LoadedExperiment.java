package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;

/**
 * An experiment with the plugins that it needs, which stay open until this is closed.
 *
 * @param experiment checked
 * @param catalog all components
 * @param registry the plugins
 */
record LoadedExperiment(Experiment experiment, ComponentCatalog catalog, PluginRegistry registry)
    implements AutoCloseable {

  @Override
  public void close() {
    registry.close();
  }
}
