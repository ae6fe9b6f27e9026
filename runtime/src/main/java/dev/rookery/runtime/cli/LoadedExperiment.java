package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.registry.download.DownloadSettings;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;

/**
 * An experiment with the plugins that it needs, which stay open until this is closed.
 *
 * @param experiment checked
 * @param catalog all components
 * @param registry the plugins
 * @param downloading how files that it needs are fetched, or that they may not be
 */
record LoadedExperiment(
    Experiment experiment,
    ComponentCatalog catalog,
    PluginRegistry registry,
    DownloadSettings downloading)
    implements AutoCloseable {

  @Override
  public void close() {
    registry.close();
  }
}
