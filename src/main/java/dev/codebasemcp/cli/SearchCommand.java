package dev.codebasemcp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search QUERY}. */
@Command(
        name = "search",
        description = "Find code in the repository of a directory; indexes it first if necessary.",
        footer = {
            "${ROOT-COMMAND-NAME} search \"where are expired sessions removed\"",
            "${ROOT-COMMAND-NAME} search UserService --concise",
            "${ROOT-COMMAND-NAME} search parse_config --language python --directory src",
            "${ROOT-COMMAND-NAME} search \"retry of failed uploads\" --project shop --json",
            "${ROOT-COMMAND-NAME} search \"retry of failed uploads\" --projects shop,billing",
            "${ROOT-COMMAND-NAME} search PaymentClient --projects tag:payments"
        })
final class SearchCommand extends ToolCommand {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern COMMAS_AND_BLANKS = Pattern.compile("[\\s,]*+");

    @Parameters(arity = "1", paramLabel = "QUERY", description = "A question in plain English, or names from the code.")
    private String query = "";

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "Search the repository of this directory; default: this one.")
    private Path path = Path.of("");

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "Search a whole project, by its id or name, instead of a repository.")
    private Optional<String> project = Optional.empty();

    @Option(
            names = "--projects",
            paramLabel = "PROJECTS",
            description = "Search several projects: their names or ids separated by commas, tag:NAME, or all.")
    private Optional<String> projects = Optional.empty();

    @Option(
            names = "--repository",
            paramLabel = "REPOSITORY",
            description = "Search this repository of the project, by its id, its path or the end of its path.")
    private Optional<String> repository = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of results, 1 to 50.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Only this language, such as java, c++ or js.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--file-type",
            paramLabel = "TYPE",
            description = "Only files with this extension, or in this language.")
    private Optional<String> fileType = Optional.empty();

    @Option(names = "--directory", paramLabel = "DIR", description = "Only this directory or file; * and ** are globs.")
    private Optional<String> directory = Optional.empty();

    @Option(
            names = "--content",
            paramLabel = "KIND",
            description = "Only code, tests, docs or config; several with commas.")
    private List<String> content = new ArrayList<>();

    @Option(names = "--concise", description = "At most 3 lines of code per result.")
    private boolean concise;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Maximum length of the answer in tokens, 200 to 20000; default: 6000.")
    private Optional<Integer> maxTokens = Optional.empty();

    SearchCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        Map<String, Object> arguments = checked(this::arguments);
        checked(() -> SearchCodeTool.checked(Arguments.check(CodeToolSpecs.SEARCH_CODE, arguments)));
        Path place = directory(services, "--path", path);
        if (project.isPresent() && repository.isEmpty()) {
            arguments.put("scope", "project");
        }
        if (project.isEmpty() && projects.isEmpty() && repository.isEmpty()) {
            IndexCommand.ifNeverIndexed(this, services, place);
        }
        ToolAnswer answer = ask(services.tool("search_code"), arguments, place);
        print(answer, worded -> text(services, worded, place));
        return 0;
    }

    private String text(Services services, ToolAnswer answer, Path place) {
        JsonNode structured = Json.tree(answer.structured());
        return new ShownResults(
                        paint(),
                        new QueryWords(query),
                        roots(services, structured, place),
                        Path.of("").toAbsolutePath(),
                        concise)
                .of(structured);
    }

    /** The roots of the projects that have results, which are therefore ready. */
    private Map<String, Path> roots(Services services, JsonNode answer, Path place) {
        Map<String, Path> roots = new HashMap<>();
        if (answer.path("results").isEmpty()) {
            return roots;
        }
        List<Optional<String>> named = projects.isEmpty() ? List.of(project) : withResults(answer);
        RepositoryAdministration repositories = services.repositoryAdministration();
        for (Optional<String> one : named) {
            repositories
                    .roots(repositories.project(one, place))
                    .forEach((repository, root) -> roots.put(repository.toString(), root));
        }
        return roots;
    }

    private static List<Optional<String>> withResults(JsonNode answer) {
        Set<String> names = new HashSet<>(answer.path("results").findValuesAsText("project"));
        List<Optional<String>> ids = new ArrayList<>();
        answer.path("projects").forEach(one -> {
            if (names.contains(one.path("name").asText())) {
                ids.add(Optional.of(one.path("id").asText()));
            }
        });
        return ids;
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("query", query);
        project.ifPresent(given -> arguments.put("project_id", given));
        projects.ifPresent(given -> arguments.put("projects", filled("--projects", given)));
        repository.ifPresent(given -> arguments.put("repository_id", given));
        maxTokens.ifPresent(given -> arguments.put("max_tokens", given));
        limit.ifPresent(given -> arguments.put("limit", given));
        language.ifPresent(given -> arguments.put("language", filled("--language", given)));
        fileType.ifPresent(given -> arguments.put("file_type", filled("--file-type", given)));
        directory.ifPresent(given -> arguments.put("directory", filled("--directory", given)));
        if (!content.isEmpty()) {
            arguments.put("content", kinds());
        }
        if (concise) {
            arguments.put("detail", "concise");
        }
        return arguments;
    }

    /** In a call of a tool, a blank text counts as absent; who types an option means something by it. */
    private static String filled(String option, String given) {
        if (COMMAS_AND_BLANKS.matcher(given).matches()) {
            throw new RejectedException(option + " has no value; give one, or leave it out to search everything.");
        }
        return given;
    }

    private List<String> kinds() {
        return content.stream()
                .map(given -> filled("--content", given))
                .flatMap(COMMA::splitAsStream)
                .filter(kind -> !kind.isBlank())
                .toList();
    }
}
