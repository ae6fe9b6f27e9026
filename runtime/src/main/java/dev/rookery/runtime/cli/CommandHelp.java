package dev.rookery.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Puts what a command is about first in its help: its own options, then those that it shares, and
 * at the end, in short, what every command takes.
 */
final class CommandHelp {

  private static final Set<String> EVERYWHERE =
      Set.of("--verbose", "--quiet", "--stack-trace", "--help", "--version", "--plugins");

  private static final String COMMON =
      """

      Everywhere:
        -v, --verbose; -q, --quiet   log more; log warnings and errors only
            --stack-trace            show where an error came from
        -h, --help; -V, --version
      """;
  private static final String PLUGINS =
      """
            --plugins=DIR            look for plugins there too (may be repeated); Rookery's own are
                                     always found, and those in $ROOKERY_PLUGINS, by default
                                     ~/.rookery/plugins
      """;

  private CommandHelp() {}

  /** Sets the help of a command and of all below it. */
  static void install(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.usageMessage().abbreviateSynopsis(true);
    Map<String, CommandLine.IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, CommandHelp::options);
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, CommandHelp::footer);
    if (command.getCommand() instanceof ReadsExperiment) {
      List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
      keys.remove(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST);
      keys.add(
          keys.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST) + 1,
          UsageMessageSpec.SECTION_KEY_PARAMETER_LIST);
      command.setHelpSectionKeys(keys);
    }
    command.getSubcommands().values().forEach(CommandHelp::install);
  }

  private static String options(Help help) {
    CommandSpec spec = help.commandSpec();
    List<OptionSpec> shown = new ArrayList<>();
    for (boolean own : new boolean[] {true, false}) {
      spec.options().stream()
          .filter(option -> !EVERYWHERE.contains(option.longestName()))
          .filter(option -> isOwn(option, spec) == own)
          .forEach(shown::add);
    }
    Help.Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
    layout.addOptions(shown, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }

  private static boolean isOwn(OptionSpec option, CommandSpec spec) {
    return option.userObject() instanceof java.lang.reflect.Field field
        && field.getDeclaringClass().equals(spec.userObject().getClass());
  }

  private static String footer(Help help) {
    boolean plugins = help.commandSpec().findOption("--plugins") != null;
    return help.footer() + (COMMON + (plugins ? PLUGINS : "")).indent(0);
  }
}
