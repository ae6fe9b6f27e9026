package dev.rookery.runtime.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the log and what the user is told to a run's {@code log.txt} as well, while it is open. */
final class LogFile implements AutoCloseable {

  private final Optional<FileAppender<ILoggingEvent>> appender;

  LogFile(Path file) {
    appender =
        LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            ? Optional.of(append(context, file))
            : Optional.empty();
  }

  private static FileAppender<ILoggingEvent> append(LoggerContext context, Path file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{20} %msg%n");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setFile(file.toString());
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return appender;
  }

  /** Writes a line that the user was told. */
  void line(String line) {
    append(Level.INFO, line, null);
  }

  /** Writes why the run ends, with the stack trace that its user is spared. */
  void failure(Throwable thrown) {
    append(Level.ERROR, "the run has failed", thrown);
  }

  private void append(Level level, String line, @Nullable Throwable thrown) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      LoggingEvent event =
          new LoggingEvent(
              LogFile.class.getName(), context.getLogger(LogFile.class), level, line, thrown, null);
      appender.ifPresent(file -> file.doAppend(event));
    }
  }

  @Override
  public void close() {
    appender.ifPresent(
        file -> {
          if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(file);
          }
          file.stop();
        });
  }
}
