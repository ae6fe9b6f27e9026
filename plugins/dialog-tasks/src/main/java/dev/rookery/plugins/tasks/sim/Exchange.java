package dev.rookery.plugins.tasks.sim;

/** What is said to the agent, and the one right answer. */
record Exchange(String text, String answer) {

  Exchange after(String context) {
    return new Exchange(context + text, answer);
  }
}
