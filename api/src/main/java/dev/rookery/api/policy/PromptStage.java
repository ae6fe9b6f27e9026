package dev.rookery.api.policy;

import dev.rookery.api.Incubating;
import java.util.List;
import java.util.Optional;

/** A step on the way to a sequence, of {@link Prompting}. */
@Incubating
public interface PromptStage {

  /**
   * Texts of which the one counts that the policy finds likeliest. Those that its vocabulary can't
   * write are passed over; if there is no other, the sequence stays as it was. At least one.
   */
  List<String> texts();

  /** Whether the policy goes on writing after the text; else the text is a sequence as it is. */
  boolean goesOn();

  /**
   * The stage that follows, or none if the sequence is finished. Called once.
   *
   * @param chosen which text counted
   * @param sequence what became of it; it need not stand for anything, as the policy writes freely
   */
  Optional<PromptStage> next(int chosen, String sequence);
}
