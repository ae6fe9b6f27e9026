package dev.rookery.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** Sends the log to standard error, in short lines. */
final class Logging {

  private Logging() {}

  /** Replaces whatever was configured. Done in code because reading an XML file costs 0.1 s. */
  static void configure(Level level) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // an embedding program logs its own way
    }
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        level.isGreaterOrEqual(Level.INFO)
            ? "%d{HH:mm:ss} %-5level %msg%n"
            : "%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.getLogger("dev.rookery").setLevel(level);
    // It warns of every machine without a GPU.
    context.getLogger("ai.djl.util.cuda.CudaUtils").setLevel(Level.ERROR);
  }
}
