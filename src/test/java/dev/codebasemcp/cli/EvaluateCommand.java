package dev.codebasemcp.cli;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.evaluation.CrossValidation;
import dev.codebasemcp.evaluation.Evaluator;
import dev.codebasemcp.evaluation.HtmlReport;
import dev.codebasemcp.evaluation.Judgement;
import dev.codebasemcp.evaluation.MarkdownReport;
import dev.codebasemcp.evaluation.Stats;
import dev.codebasemcp.evaluation.TaskFolder;
import dev.codebasemcp.evaluation.TaskSet;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.search.rank.Signal;
import dev.codebasemcp.search.rank.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code evaluate TASKS}. Each repository gets a project of its own, whose config is kept under the program's home, so that
 * nothing is written into the trees.
 */
@Command(
        name = "evaluate",
        description = "Measure the quality of searches on annotated queries; prints tables in Markdown.")
public final class EvaluateCommand extends ToolCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "TASKS",
            description = "Folders with repos.json and NAME.json files, one for each kind of questions.")
    private List<Path> tasks = List.of();

    @Option(
            names = "--corpora",
            required = true,
            description = "The folder with the trees of the repositories; once for each of TASKS.")
    private List<Path> corpora = List.of();

    @Option(
            names = "--folds",
            description =
                    "Choose weights on all but a part of the repositories and measure them on that, for so many parts.")
    private Optional<Integer> folds = Optional.empty();

    @Option(names = "--repo", description = "Only this repository; may be repeated.")
    private Set<String> repositories = Set.of();

    @Option(names = "--without", description = "Rank without this signal: ${COMPLETION-CANDIDATES}; may be repeated.")
    private Set<Signal> without = EnumSet.noneOf(Signal.class);

    @Option(names = "--repeat", defaultValue = "3", description = "Runs per query for the latency.")
    private int repeat;

    @Option(names = "--html", description = "Also write a page with plots and the worst queries, explained.")
    private Optional<Path> html = Optional.empty();

    /** Works with the services that {@code opener} gives. */
    public EvaluateCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        services.worker().start();
        if (corpora.size() != tasks.size()) {
            throw new RejectedException("Give one --corpora for each of TASKS, in the same order.");
        }
        return folds.isPresent() ? validate(services, folds.get()) : evaluate(services);
    }

    private int evaluate(Services services) throws InterruptedException {
        Evaluator evaluator = new Evaluator(services.search().ranking(Weights.CHOSEN, without), Math.max(1, repeat));
        List<Judgement> judgements = new ArrayList<>();
        for (int kind = 0; kind < tasks.size(); kind++) {
            for (TaskSet repository : chosen(kind)) {
                Database database = index(services, kind, repository);
                List<Judgement> own = evaluator.judge(database, repository);
                err().printf(Locale.ROOT, "%s: %.3f%n", repository.name(), new Stats(own).ndcg());
                err().flush();
                judgements.addAll(own);
            }
        }
        Stats figures = new Stats(judgements);
        out().print(MarkdownReport.of(figures));
        out().flush();
        html.ifPresent(file ->
                write(file, HtmlReport.of(figures, "Searches" + (without.isEmpty() ? "" : " without " + without))));
        return 0;
    }

    private int validate(Services services, int parts) throws InterruptedException {
        CrossValidation validation = new CrossValidation();
        for (int kind = 0; kind < tasks.size(); kind++) {
            for (TaskSet repository : chosen(kind)) {
                Database database = index(services, kind, repository);
                validation.add(
                        services.search(), database, repository, tasks.get(kind).toString());
            }
        }
        out().print(validation.report(Math.max(2, parts)));
        out().flush();
        return 0;
    }

    private List<TaskSet> chosen(int kind) {
        List<TaskSet> chosen = TaskFolder.read(tasks.get(kind)).stream()
                .filter(set -> repositories.isEmpty() || repositories.contains(set.name()))
                .filter(set -> Files.isDirectory(tree(kind, set)))
                .toList();
        if (chosen.isEmpty()) {
            throw new RejectedException("No repository of " + tasks.get(kind) + " has its tree in " + corpora.get(kind)
                    + "; --corpora is the folder that holds one directory for each repository.");
        }
        return chosen;
    }

    private Path tree(int kind, TaskSet repository) {
        return corpora.get(kind).resolve(repository.name()).resolve(repository.root());
    }

    private Database index(Services services, int kind, TaskSet repository) throws InterruptedException {
        Path tree = directory(
                services, "--corpora", tree(kind, repository).toAbsolutePath().normalize());
        Path place = services.settings().home().resolve("evaluation").resolve(kind + "-" + repository.name());
        Path config = place.resolve(".codebase-mcp/config.json");
        if (!Files.exists(config)) {
            write(
                    config,
                    "{\"version\": \"1.0\", \"project\": {\"name\": \"evaluation " + kind + " of " + repository.name()
                            + "\"}}\n");
        }
        ToolAnswer answer = ask(services.tool("index_repository"), Map.of("repo_path", tree.toString()), place);
        if (!String.valueOf(answer.structured().get("status")).startsWith("completed")) {
            throw new UnavailableException(repository.name() + " could not be indexed: " + answer.text());
        }
        return services.databases().project(database(answer));
    }

    private static DatabaseName database(ToolAnswer answer) {
        Map<?, ?> project = (Map<?, ?>) answer.structured().getOrDefault("project", Map.of());
        return new DatabaseName(String.valueOf(project.get("database_name")));
    }

    private static void write(Path file, String text) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UnavailableException("Cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }
}
