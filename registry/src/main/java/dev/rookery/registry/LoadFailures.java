package dev.rookery.registry;

import dev.rookery.api.ApiVersion;
import dev.rookery.api.Plugin;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a user's words why a plugin's code failed. */
final class LoadFailures {

  private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");

  /** Class file version of Java 1.0, so to speak: version 61 is Java 17. */
  private static final int JAVA_ZERO = 44;

  private LoadFailures() {}

  private static PluginRefusal explain(String what, Throwable failure, ClassLoader loader) {
    Throwable cause = root(failure);
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof UnsupportedClassVersionError) {
      Matcher version = CLASS_FILE_VERSION.matcher(message);
      String needed =
          version.find() ? " " + (Integer.parseInt(version.group(1)) - JAVA_ZERO) : " newer";
      return new PluginRefusal(
          what + " failed: it was compiled for Java" + needed,
          "run Rookery on that Java, or get a jar for Java " + Runtime.version().feature());
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      String missing = message.replace('/', '.');
      String problem = what + " failed: class " + missing + " is missing";
      if (missing.startsWith("dev.rookery.api.")) {
        return new PluginRefusal(
            problem + " from api " + ApiVersion.CURRENT, "get a version of it for this api");
      }
      return new PluginRefusal(
          problem,
          loader instanceof PluginClassLoader plugin && plugin.isShared(missing)
              ? "Rookery provides this package, and not this class of it; use the version that"
                  + " Rookery has"
              : "put the jar that has it into the plugin's folder");
    }
    if (cause instanceof ServiceConfigurationError) {
      return new PluginRefusal(
          "its service entry is wrong: " + message,
          "correct META-INF/services/" + Plugin.class.getName());
    }
    return new PluginRefusal(
        what + " failed: " + cause.getClass().getName() + suffix(cause),
        cause instanceof LinkageError
            ? "its jars don't fit together or to api " + ApiVersion.CURRENT + "; build it anew"
            : "tell the plugin's author");
  }

  /**
   * Explains a failure of a plugin's code, whatever it is.
   *
   * @param what the plugin did, such as {@code agents()}
   * @param loader of the plugin
   * @throws VirtualMachineError if it is one that no plugin is to blame for
   */
  static PluginRefusal of(String what, Throwable failure, ClassLoader loader) {
    if (failure instanceof PluginRefusal refusal) {
      return refusal;
    }
    if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
      throw error;
    }
    return explain(what, failure, loader);
  }

  private static String suffix(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && isWrapping(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isWrapping(Throwable failure) {
    return failure instanceof ExceptionInInitializerError
        || failure instanceof ServiceConfigurationError
        || failure instanceof InvocationTargetException;
  }
}
