package dev.rookery.registry;

/** A plugin, or a part of one, can't be used. */
final class PluginRefusal extends Exception {

  private final String remedy;

  /**
   * Creates a refusal.
   *
   * @param problem what is wrong
   * @param remedy what to do
   */
  PluginRefusal(String problem, String remedy) {
    super(problem, null, false, false);
    this.remedy = remedy;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
