package dev.rookery.api.model;

import dev.rookery.api.Incubating;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;

/** What a search is made from. */
@Incubating
public interface SearchContext {

  Settings settings();

  /** The tokens that are written. */
  Dictionary dictionary();
}
