package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.quarantine.Quarantine;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the definitions and comments of source files: with a syntax tree if there is a grammar, otherwise by regular
 * expressions and indentation. Also uses the latter if a grammar cannot be loaded, or a parser is too slow for a file or must
 * not read it. No file ever fails here.
 *
 * <p>The only way to native code, which a file may crash or block forever. Native code runs on {@link ParserThreads}, and only
 * on content that the {@link Quarantine} admits. One instance per process. Thread-safe.
 */
public final class Outliner implements AutoCloseable {
    /** Larger files are hardly ever written by hand. */
    private static final int MAX_PARSED_BYTES = 2 << 20;

    private final Grammars grammars;
    private final Quarantine quarantine;
    private final TrialProcess trial;
    private final ParserThreads threads;
    private final HeuristicOutliner heuristic = new HeuristicOutliner();

    /** Creates no parser yet. Closes {@code quarantine} when closed. */
    public Outliner(Grammars grammars, Quarantine quarantine) {
        this(grammars, quarantine, ParserLimits.STANDARD);
    }

    Outliner(Grammars grammars, Quarantine quarantine, ParserLimits limits) {
        this.grammars = grammars;
        this.quarantine = quarantine;
        this.trial = new TrialProcess(grammars.directory(), limits);
        this.threads = new ParserThreads(limits, heuristic);
    }

    /** Outlines a file. */
    public Outline outline(Language language, SourceText text) {
        Optional<LoadedGrammar> grammar = grammar(language, text);
        if (grammar.isEmpty()) {
            return heuristic.outline(language, text);
        }
        SourceText script = ScriptBlocks.only(language, text);
        PrunedSource pruned = PrunedSource.of(grammar.get().language(), script.utf8());
        ParserThreads.Reading<Outline> reading =
                read(grammar.get(), pruned.bytes(), parser -> parser.outline(script, pruned));
        if (reading instanceof ParserThreads.Done<Outline> done) {
            return done.result();
        }
        String cause = ((ParserThreads.Failed<Outline>) reading).cause();
        return heuristic.outline(language, text).withFault(cause);
    }

    /**
     * The whole syntax tree of a file.
     *
     * @return empty if the language has no grammar, or its parser must not or cannot read this file
     */
    public Optional<SyntaxTree> tree(Language language, SourceText text) {
        Optional<LoadedGrammar> grammar = grammar(language, text);
        if (grammar.isEmpty()) {
            return Optional.empty();
        }
        SourceText script = ScriptBlocks.only(language, text);
        SourceText parsed = MacroMarks.without(language, script);
        ParserThreads.Reading<SyntaxTree> reading =
                read(grammar.get(), parsed.utf8(), parser -> parser.tree(script, parsed));
        return reading instanceof ParserThreads.Done<SyntaxTree> done ? Optional.of(done.result()) : Optional.empty();
    }

    private Optional<LoadedGrammar> grammar(Language language, SourceText text) {
        return text.utf8().length > MAX_PARSED_BYTES
                ? Optional.empty()
                : GrammarChoice.of(language, text).flatMap(grammars::get);
    }

    private <T> ParserThreads.Reading<T> read(
            LoadedGrammar grammar, byte[] code, Function<SyntaxOutliner, Optional<T>> reader) {
        Optional<String> limit = ScannerLimits.exceeded(grammar.language(), code);
        if (limit.isPresent()) {
            return new ParserThreads.Failed<>(limit.get(), false);
        }
        ContentHash content = grammar.identityOf(code);
        Quarantine.Entry entry = quarantine.enter(content, () -> trial.fault(grammar.language(), code));
        if (entry instanceof Quarantine.Refused refused) {
            return new ParserThreads.Failed<>(refused.cause(), false);
        }
        Quarantine.Admission admission = ((Quarantine.Admitted) entry).admission();
        try {
            ParserThreads.Reading<T> reading = threads.read(grammar, reader);
            if (reading instanceof ParserThreads.Failed<T> failed && failed.hung()) {
                quarantine.refuse(content, failed.cause());
            }
            return reading;
        } finally {
            admission.leave();
        }
    }

    /** Frees idle parsers, to give memory back. */
    public void freeIdle() {
        threads.freeIdle();
    }

    /** Frees idle parsers and removes this process's marks. */
    @Override
    public void close() {
        threads.close();
        quarantine.close();
    }
}
