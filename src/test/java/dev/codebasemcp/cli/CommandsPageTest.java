package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page on commands in the documentation is made from their definitions. */
class CommandsPageTest {
    private static final Path PAGE = Path.of("docs/commands.md");
    private static final String FIRST = "\n## The commands\n";

    private static final CommandLine PROGRAM = Commands.line(
            () -> {
                throw new AssertionError("services were opened");
            },
            () -> 0,
            "1");

    /** To regenerate the tables after a change: {@code mvn test -Dtest=CommandsPageTest -Dgolden.update=true}. */
    @Test
    void thePageDescribesEachCommandAsItsHelpDoes() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(FIRST)) + FIRST + commands();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void thePageNamesTheCommandsThatPrintNoDocument() throws IOException {
        Set<String> without = all(PROGRAM).stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> spec.parent() != null && spec.subcommands().isEmpty())
                .filter(spec -> spec.findOption("--json") == null)
                .map(spec -> name(spec).split(" ", 2)[0])
                .collect(Collectors.toSet());

        String exceptions = Files.readString(PAGE)
                .replaceFirst("(?s).*\nEvery command has this option but ", "")
                .replaceFirst("(?s)\\. .*", "");

        assertThat(exceptions.replace("`", "").split(", | and ")).containsExactlyInAnyOrderElementsOf(without);
    }

    @Test
    void everyCommandHasExamplesThatItUnderstands() {
        for (CommandLine command : all(PROGRAM)) {
            List<String> examples = examples(command.getCommandSpec());
            assertThat(examples).as(command.getCommandName()).isNotEmpty();
            for (String example : examples) {
                assertThat(example).contains("codebase-mcp ");
                String typed = example.substring(example.indexOf("codebase-mcp ") + "codebase-mcp ".length())
                        .replaceFirst(" *[|>)].*", "");
                assertThat(PROGRAM.parseArgs(words(typed)).errors()).as(example).isEmpty();
            }
        }
    }

    private static String commands() {
        StringBuilder page = new StringBuilder();
        for (CommandLine command : all(PROGRAM)) {
            CommandSpec spec = command.getCommandSpec();
            if (spec.parent() != null) {
                page.append("\n### ").append(name(spec)).append("\n\n");
                page.append(String.join(" ", spec.usageMessage().description())).append('\n');
                page.append(table(spec)).append(exitCodes(spec));
                page.append("\n```sh\n")
                        .append(String.join("\n", examples(spec)))
                        .append("\n```\n");
            }
        }
        return page.toString();
    }

    private static String table(CommandSpec spec) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            boolean optional = argument.arity().min() == 0;
            rows.put(optional ? "[" + argument.paramLabel() + "]" : argument.paramLabel(), meaning(argument));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp()
                    && !option.versionHelp()
                    && !option.inherited()
                    && !option.longestName().equals("--json")) {
                boolean flag = option.arity().max() == 0;
                rows.put(option.longestName() + (flag ? "" : " " + option.paramLabel()), meaning(option));
            }
        }
        return rows.isEmpty()
                ? ""
                : rows.entrySet().stream()
                        .map(row -> "| `" + row.getKey() + "` | " + row.getValue() + " |\n")
                        .collect(Collectors.joining("", "\n| argument | meaning |\n|---|---|\n", ""));
    }

    private static String meaning(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${COMPLETION-CANDIDATES}", candidates(argument))
                .replace("*", "\\*");
    }

    private static String candidates(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(candidates::add);
        }
        return String.join(", ", candidates);
    }

    /** Those that differ from the ones of all commands. */
    private static String exitCodes(CommandSpec spec) {
        String own = spec.usageMessage().exitCodeList().entrySet().stream()
                .filter(code -> !code.getValue().equals(Failures.exitCodes().get(code.getKey())))
                .map(code -> code.getKey() + " (" + code.getValue() + ")")
                .collect(Collectors.joining(", "));
        return own.isEmpty() ? "" : "\nOwn exit codes: " + own + ".\n";
    }

    private static List<String> examples(CommandSpec spec) {
        return List.of(spec.usageMessage().footer()).stream().map(String::strip).toList();
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName().substring("codebase-mcp ".length());
    }

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(command -> all.addAll(all(command)));
        return all;
    }

    /** Splits as a shell does with quotation marks. */
    private static String[] words(String typed) {
        List<String> words = new ArrayList<>();
        for (String piece : typed.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            words.add(piece.replace("\"", ""));
        }
        return words.toArray(String[]::new);
    }
}
