package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assembles the outline of one file from definitions, comments and decorators. */
public final class OutlineBuilder {
    /** In bytes; keeps the work linear if one line has many comments. */
    private static final int MAX_INDENT_BYTES = 4_096;

    private final SourceText text;
    private final Language language;
    private final boolean mergingClauses;
    private final Map<Integer, DefinitionCandidate> found = new HashMap<>();
    private final Set<Integer> ignored = new HashSet<>();
    private final List<LineRange> comments = new ArrayList<>();
    private final List<LineRange> decorators = new ArrayList<>();

    /**
     * Starts the outline of a text.
     *
     * @param mergingClauses whether neighbours of one name are the clauses of one definition
     */
    public OutlineBuilder(Language language, SourceText text, boolean mergingClauses) {
        this.text = text;
        this.language = language;
        this.mergingClauses = mergingClauses;
    }

    /** Adds a definition; if several have their names at the same place, the lowest priority wins. */
    public void add(DefinitionCandidate definition) {
        found.merge(definition.nameByte(), definition, (a, b) -> a.priority() <= b.priority() ? a : b);
    }

    /** Adds the patterns' definitions where the parser failed. */
    public void complete(DamagedTree damaged, List<DefinitionCandidate> guessed) {
        List<DefinitionCandidate> all = damaged.complete(inOrder(), guessed);
        found.clear();
        all.forEach(this::add);
    }

    /** Excludes any definition with its name at this place. */
    public void ignore(int nameByte) {
        ignored.add(nameByte);
    }

    /** Adds a comment, unless its lines contain anything else. */
    public void addComment(Span span) {
        LineRange lines = span.lines(text);
        boolean alone = span.from() - text.byteStart(lines.start()) <= MAX_INDENT_BYTES
                && text.isBlank(text.byteStart(lines.start()), span.from())
                && text.isBlank(span.to(), text.byteEnd(lines.end()));
        if (alone) {
            comments.add(lines);
        }
    }

    /** Adds a decorator of the definition below it. */
    public void addDecorator(Span span) {
        decorators.add(span.lines(text));
    }

    public Outline build() {
        List<LineRange> merged = mergeComments();
        DefinitionNesting nesting = new DefinitionNesting(language, text, new DecoratorRanges(decorators, merged));
        return new Outline(nesting.place(sorted()), merged, language.isData());
    }

    private List<DefinitionCandidate> sorted() {
        found.keySet().removeAll(ignored);
        List<DefinitionCandidate> sorted = inOrder();
        return mergingClauses ? joinClauses(sorted) : sorted;
    }

    private List<DefinitionCandidate> inOrder() {
        List<DefinitionCandidate> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparingInt(
                        (DefinitionCandidate candidate) -> candidate.span().from())
                .thenComparing(candidate -> -candidate.span().to())
                .thenComparing(DefinitionCandidate::nameByte));
        return sorted;
    }

    private List<DefinitionCandidate> joinClauses(List<DefinitionCandidate> sorted) {
        List<DefinitionCandidate> joined = new ArrayList<>();
        for (DefinitionCandidate next : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).continuesWith(next, text)) {
                joined.set(last, joined.get(last).upTo(next.span().to()));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    /** Merges adjacent comments, except docstrings, which describe the definition above them. */
    private List<LineRange> mergeComments() {
        List<LineRange> merged = new ArrayList<>();
        comments.sort(Comparator.comparingInt(LineRange::start).thenComparing(LineRange::end));
        for (LineRange next : comments) {
            int last = merged.size() - 1;
            int covered = last < 0 ? 0 : merged.get(last).end();
            if (next.end() <= covered) {
                continue;
            }
            LineRange rest = new LineRange(Math.max(next.start(), covered + 1), next.end());
            boolean joins =
                    rest.start() == covered + 1 && covered > 0 && !isQuoted(rest) && !isQuoted(merged.get(last));
            if (joins) {
                merged.set(last, new LineRange(merged.get(last).start(), rest.end()));
            } else {
                merged.add(rest);
            }
        }
        return merged;
    }

    private boolean isQuoted(LineRange comment) {
        return Outline.isDocstring(text.line(comment.start()));
    }
}
