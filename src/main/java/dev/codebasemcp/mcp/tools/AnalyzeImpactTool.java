package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.git.GitHistory.OldFile;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Impact;
import dev.codebasemcp.symbols.ImpactQuestion;
import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code analyze_impact}. */
final class AnalyzeImpactTool implements Tool {
    /** More of them are no change that one looks at. */
    private static final int MOST_FILES = 1_000;

    private static final String BASE = "base";
    private static final String SYMBOL = "symbol";

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
        return ToolCatalog.ANALYZE_IMPACT;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        Optional<String> symbol = arguments.optionalText(SYMBOL);
        if (symbol.isPresent() && arguments.optionalText(BASE).isPresent()) {
            throw new RejectedException("Give either " + Term.of(SYMBOL) + " or " + Term.of(BASE) + ", not both.");
        }
        Optional<SymbolName> name = symbol.map(SymbolArguments::oneName);
        String base = arguments.optionalText(BASE).orElse("HEAD");
        int steps = arguments.integer("depth");
        ScopedCalls.Asked<Impact> asked =
                calls.ask(arguments, call, Optional.empty(), false, (project, found, wanted) -> {
                    ImpactQuestion question = name.<ImpactQuestion>map(
                                    one -> new ImpactQuestion.OfSymbol(one, SymbolArguments.place(arguments)))
                            .orElseGet(() -> new ImpactQuestion.OfChanges(changes(found.roots(), base)));
                    return symbols.impact(project.database(), found.scope(), question, steps);
                });
        return new ImpactAnswer(new SectionBudget(form, arguments.integer("max_tokens")), name, base, steps)
                .render(asked);
    }

    private List<ChangedFile> changes(List<Path> roots, String base) {
        List<ChangedFile> files = new ArrayList<>();
        boolean isKnown = false;
        for (Path root : roots) {
            Optional<List<OldFile>> changed = history.changedSince(root, base, MOST_FILES);
            isKnown |= changed.isPresent();
            changed.orElse(List.of())
                    .forEach(file -> files.add(new ChangedFile(root, file.path(), file.before(), file.isGone())));
        }
        if (!isKnown) {
            throw new RejectedException("The changes since " + Quoted.name(base)
                    + " cannot be read: git does not know it here, git is missing, or more than " + MOST_FILES
                    + " files changed. Give another " + Term.of(BASE) + ", or a " + Term.of(SYMBOL) + ".");
        }
        return files;
    }
}
