package dev.rookery.benchmarks;

import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.decoding.Searches;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Rookery's greedy and beam search with an end token that no model writes. */
final class EndlessSearch {

  private static final int NO_TOKEN = -1;

  private EndlessSearch() {}

  /** Greedy search for a beam of one, else beam search. */
  static Search of(int beamSize, Dictionary dictionary) {
    String name = beamSize == 1 ? "greedy" : "beam";
    SearchFactory factory =
        Searches.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Map<String, SettingsValue> values =
        beamSize == 1
            ? Map.of()
            : Map.of("beam-size", new SettingsValue(beamSize, "the benchmark's arguments"));
    Settings settings = factory.settings().read(new SettingsNode("decode", values), new Problems());
    Dictionary endless = withoutEnd(dictionary);
    return factory.create(
        new SearchContext() {
          @Override
          public Settings settings() {
            return settings;
          }

          @Override
          public Dictionary dictionary() {
            return endless;
          }
        });
  }

  private static Dictionary withoutEnd(Dictionary dictionary) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getName().equals("endId") ? NO_TOKEN : method.invoke(dictionary, arguments);
    return (Dictionary)
        Proxy.newProxyInstance(
            Dictionary.class.getClassLoader(), new Class<?>[] {Dictionary.class}, handler);
  }
}
