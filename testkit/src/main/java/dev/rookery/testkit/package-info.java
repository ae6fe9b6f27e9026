/**
 * Contract suites that a plugin's tests extend, and doubles of what the runtime gives to a
 * component. A plugin takes this module in test scope:
 *
 * <pre>{@code
 * final class MyAgentTest extends AgentContract {
 *   @Override
 *   protected AgentFactory factory() {
 *     return new MyAgentFactory();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.rookery.testkit;

import org.jspecify.annotations.NullMarked;
