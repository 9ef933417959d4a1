package io.t4.cli;

import io.t4.config.T4Config;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 config}. */
@Command(
    name = "config",
    description = "Print or change the settings in the user's config.yml.",
    footer = {
      "  t4 config                                        all settings",
      "  t4 config navigator_url=https://catalog.example.com",
      "  t4 config endpoint_url=http://127.0.0.1:9000 region=us-east-1",
      "  t4 config --unset endpoint_url",
      "  t4 config --file                                 where the file is",
      "",
      "Prints what is set then, as NAME=VALUE; with --json as one object."
    })
final class ConfigCommand extends Subcommand {
  @Parameters(paramLabel = "NAME=VALUE", arity = "0..*", description = "Settings to change.")
  private List<String> assignments = List.of();

  @Option(names = "--unset", paramLabel = "NAME", description = "A setting to remove.")
  private List<String> removals = List.of();

  @Option(names = "--file", description = "Print the file's path and exit.")
  private boolean file;

  @Mixin private JsonOption json = new JsonOption();

  @Override
  int run(Output out) throws IOException {
    try (T4Session session = T4Session.builder().build()) {
      T4Config config = session.config();
      if (file) {
        out.line(config.file().toString());
        return ExitCode.OK;
      }
      Map<String, @Nullable Object> changes = changes();
      print(changes.isEmpty() ? config.asMap() : config.update(changes), out);
    }
    return ExitCode.OK;
  }

  private Map<String, @Nullable Object> changes() {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    for (String removal : removals) {
      changes.put(removal, null);
    }
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw wrongUsage("write NAME=VALUE, not '" + assignment + "'");
      }
      changes.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return changes;
  }

  private void print(Map<String, Object> settings, Output out) throws IOException {
    if (json.isSet()) {
      out.json(settings);
      return;
    }
    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      out.line(setting.getKey() + "=" + setting.getValue());
    }
  }
}
