package dev.rookery.runtime.learning;

import java.util.Map;
import java.util.stream.Collectors;

/** What was set otherwise when a run that goes on was saved. */
public final class ChangedSettings {

  private ChangedSettings() {}

  /** In what settings differ, in words; empty if they don't, as far as both are known. */
  public static String inWords(Map<String, String> before, Map<String, String> now) {
    return now.entrySet().stream()
        .filter(each -> before.containsKey(each.getKey()))
        .filter(each -> !each.getValue().equals(before.get(each.getKey())))
        .map(
            each -> each.getKey() + " was " + before.get(each.getKey()) + ", is " + each.getValue())
        .collect(Collectors.joining("; "));
  }
}
