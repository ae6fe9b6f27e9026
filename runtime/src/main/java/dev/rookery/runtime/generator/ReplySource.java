package dev.rookery.runtime.generator;

import java.util.Locale;

/** Whose words become the agent's own turns in its history. */
public enum ReplySource {
  /** The label that the turn was vectorized with, or the agent's reply where there is no label. */
  LABEL,
  /** What the agent said. */
  MODEL,
  /** Nobody's: the history holds the other side's turns only. */
  NONE;

  /** {@code label}, {@code model} or {@code none}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
