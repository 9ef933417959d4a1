package io.t4.cli;

import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code t4 generate-completion}. */
@Command(
    name = "generate-completion",
    description = "Print a script that completes commands, options and files in bash and zsh.",
    footer = {
      "  source <(t4 generate-completion)                 for this shell",
      "  t4 generate-completion > ~/.local/share/bash-completion/completions/t4"
    })
final class CompletionCommand extends Subcommand {
  private static final String ENTRY = "function _complete_t4() {\n";

  /** Bash counts {@code s3://bucket} as three words; then the arguments after it are miscounted. */
  private static final String WHOLE_WORDS =
      """
        # Bash cuts words at colons; put them together again.
        local words=() last=-1 current=0 i
        for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
          if ((last >= 0)) && [[ ${COMP_WORDS[i]} == :* || ${words[last]} == *: ]]; then
            words[last]+=${COMP_WORDS[i]}
          else
            words[++last]=${COMP_WORDS[i]}
          fi
          ((i == COMP_CWORD)) && current=$last
        done
        local COMP_WORDS=("${words[@]}") COMP_CWORD=$current

      """;

  @Override
  int run(Output out) throws IOException {
    String script = AutoComplete.bash("t4", root());
    if (!script.contains(ENTRY)) {
      throw new IllegalStateException("picocli's script has no " + ENTRY.strip());
    }
    out.styled(script.replace(ENTRY, ENTRY + WHOLE_WORDS));
    return ExitCode.OK;
  }
}
