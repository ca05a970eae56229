package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.git.GitHistory.Differences;
import dev.codebasemcp.git.GitHistory.Unknown;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Impact;
import dev.codebasemcp.symbols.ImpactQuestion;
import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import dev.codebasemcp.symbols.SymbolService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code analyze_impact}. */
final class AnalyzeImpactTool implements Tool {
    /** More of them are no change that one looks at. */
    private static final int MOST_FILES = 10_000;

    private static final String BASE = "base";
    private static final String SYMBOL = "symbol";
    private static final String DEPTH = "depth";

    private final ScopedCalls calls;
    private final SymbolService symbols;
    private final GitHistory history;
    private final AnswerForm form;

    /**
     * Creates the tool.
     *
     * @param calls find the project and the repositories of a question
     * @param history tells what files were
     * @param form which forms of an answer must fit its budget
     */
    AnalyzeImpactTool(ScopedCalls calls, SymbolService symbols, GitHistory history, AnswerForm form) {
        this.calls = calls;
        this.symbols = symbols;
        this.history = history;
        this.form = form;
    }

    @Override
    public ToolSpec spec() {
        return CodeToolSpecs.ANALYZE_IMPACT;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        Optional<String> symbol = arguments.optionalText(SYMBOL);
        if (symbol.isPresent() && arguments.optionalText(BASE).isPresent()) {
            throw new RejectedException("Give either " + Term.of(SYMBOL) + " or " + Term.of(BASE) + ", not both.");
        }
        if (symbol.isEmpty()
                && (arguments.optionalText("file_path").isPresent()
                        || arguments.optionalInteger("line").isPresent())) {
            throw new RejectedException("Give " + Term.of(SYMBOL) + " with " + Term.of("file_path") + " and "
                    + Term.of("line") + ". They choose among the symbols of one name.");
        }
        return symbol.isPresent() ? ofSymbol(symbol.get(), arguments, call) : ofChanges(arguments, call);
    }

    private ToolAnswer ofSymbol(String symbol, Arguments arguments, ToolCall call) throws InterruptedException {
        Target written = new Target(SymbolArguments.oneName(symbol), SymbolArguments.place(arguments));
        int steps = arguments.integer(DEPTH);
        SymbolCalls.Answered<Impact> answered = new SymbolCalls(calls, symbols)
                .ask(
                        arguments,
                        call,
                        written,
                        (project, found, wanted, target) -> symbols.impact(
                                project.database(),
                                found.scope(),
                                new ImpactQuestion.OfSymbol(target.symbol(), target.place()),
                                steps));
        return answer(arguments, Optional.of(answered.target()), "").render(answered.asked(), List.of());
    }

    private ToolAnswer ofChanges(Arguments arguments, ToolCall call) throws InterruptedException {
        String base = arguments.optionalText(BASE).orElse("HEAD");
        int steps = arguments.integer(DEPTH);
        ScopedCalls.Asked<Answered> asked =
                calls.ask(arguments, call, Optional.empty(), false, (project, found, wanted) -> {
                    List<String> skipped = new ArrayList<>();
                    ImpactQuestion question = changes(found.roots(), base, skipped);
                    return new Answered(symbols.impact(project.database(), found.scope(), question, steps), skipped);
                });
        List<String> skipped = asked.answer().map(Answered::skipped).orElse(List.of());
        return answer(arguments, Optional.empty(), base).render(asked.map(Answered::impact), skipped);
    }

    private ImpactAnswer answer(Arguments arguments, Optional<Target> target, String base) {
        SectionBudget budget = new SectionBudget(form, arguments.integer("max_tokens"));
        return new ImpactAnswer(budget, target, base, arguments.integer(DEPTH));
    }

    /** An answer with a sentence for each repository that it is not about. */
    private record Answered(Impact impact, List<String> skipped) {}

    private ImpactQuestion changes(List<Path> roots, String base, List<String> skipped) {
        List<ChangedFile> files = new ArrayList<>();
        List<ChangedFile> untracked = new ArrayList<>();
        for (Path root : roots) {
            GitHistory.Answer answer = history.changedSince(root, base, MOST_FILES);
            if (answer instanceof Differences known) {
                known.files()
                        .forEach(file -> files.add(new ChangedFile(root, file.path(), file.before(), file.isGone())));
                known.untracked().forEach(path -> untracked.add(new ChangedFile(root, path, Optional.empty(), false)));
            } else {
                String place = roots.size() == 1 ? "" : " in " + Quoted.name(root.toString());
                skipped.add("The changes since " + Quoted.name(Quoted.start(base, 100)) + place + " cannot be read: "
                        + reason(((Unknown) answer).reason()) + ".");
            }
        }
        if (skipped.size() == roots.size()) {
            throw new RejectedException(String.join(" ", skipped) + " Give another " + Term.of(BASE)
                    + ", such as HEAD~3, or a " + Term.of(SYMBOL) + ".");
        }
        return new ImpactQuestion.OfChanges(files, untracked);
    }

    private static String reason(GitHistory.Reason reason) {
        return switch (reason) {
            case REVISION -> "it names no commit here";
            case GIT -> "it is no git repository, git is missing, or it failed or was too slow";
            case TOO_MANY -> "more than " + MOST_FILES + " files changed";
        };
    }
}
