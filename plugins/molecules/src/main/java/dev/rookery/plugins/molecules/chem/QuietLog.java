package dev.rookery.plugins.molecules.chem;

import org.openscience.cdk.tools.ILoggingTool;
import org.openscience.cdk.tools.LoggingToolFactory;

/**
 * Says nothing. CDK warns on standard error about each odd SMILES, and a policy in training writes
 * thousands of these.
 */
public final class QuietLog implements ILoggingTool {

  private QuietLog() {}

  /** CDK makes its logs by this, through reflection. */
  public static ILoggingTool create(Class<?> ofClass) {
    return new QuietLog();
  }

  /** To be called before CDK's classes are used. */
  static void use() {
    LoggingToolFactory.setLoggingToolClass(QuietLog.class);
  }

  @Override
  public void dumpSystemProperties() {}

  @Override
  public void setStackLength(int length) {}

  @Override
  public void dumpClasspath() {}

  @Override
  public void debug(Object object) {}

  @Override
  public void debug(Object object, Object... more) {}

  @Override
  public void error(Object object) {}

  @Override
  public void error(Object object, Object... more) {}

  @Override
  public void fatal(Object object) {}

  @Override
  public void info(Object object) {}

  @Override
  public void info(Object object, Object... more) {}

  @Override
  public void warn(Object object) {}

  @Override
  public void warn(Object object, Object... more) {}

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public void setLevel(int level) {}

  @Override
  public int getLevel() {
    return OFF;
  }
}
