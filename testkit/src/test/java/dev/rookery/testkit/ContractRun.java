package dev.rookery.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract on something that breaks it. */
final class ContractRun {

  private ContractRun() {}

  /**
   * Names of the tests that fail, skipped ones left out; at least one other test must have
   * succeeded. A test that runs with several arguments has the names of those.
   */
  static List<String> failures(Class<?> tests) {
    return failures(tests, TestIdentifier::getDisplayName);
  }

  /** The same by method, each once, whatever its arguments. */
  static List<String> failedMethods(Class<?> tests) {
    return failures(tests, ContractRun::method).stream().distinct().toList();
  }

  private static List<String> failures(Class<?> tests, Function<TestIdentifier, String> name) {
    List<String> failed = new ArrayList<>();
    List<String> succeeded = new ArrayList<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
                  boolean success = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                  (success ? succeeded : failed).add(name.apply(test));
                }
              }
            });
    if (succeeded.isEmpty()) {
      throw new AssertionError("no test of " + tests.getName() + " ran well");
    }
    return failed;
  }

  private static String method(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName() + "()")
        .orElseGet(test::getDisplayName);
  }
}
