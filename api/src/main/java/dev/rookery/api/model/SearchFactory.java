package dev.rookery.api.model;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;

/** Makes a search. */
public interface SearchFactory extends ComponentFactory {

  Search create(Settings settings);
}
