package dev.rookery.api.model;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;

/** Makes a search. */
@Incubating
public interface SearchFactory extends ComponentFactory {

  Search create(SearchContext context);
}
