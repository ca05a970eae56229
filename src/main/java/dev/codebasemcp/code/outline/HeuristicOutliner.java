package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Clauses;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.DefinitionRules.Rule;
import dev.codebasemcp.code.text.MeteredLine;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outlines files line by line without a grammar: finds definitions by regular expressions, and their ends by indentation.
 * Relies on conventional indentation. Thread-safe.
 */
public final class HeuristicOutliner {
    private static final Logger LOG = LoggerFactory.getLogger(HeuristicOutliner.class);

    /** A longer line is data, and would only waste matching time. */
    private static final int MAX_LINE = 500;
    /** Room for a name and a sign that defines it. */
    private static final int MIN_LINE = 2;

    /** The most lines of a function's parameters. */
    private static final int MAX_HEAD_LINES = 20;

    /** How many times to read each character, on average; ordinary code needs 3. */
    private static final int MAX_READS_PER_BYTE = 64;

    private static final int MIN_READ_BUDGET = 1 << 20;

    private final Map<String, DefinitionRules> rules = DefinitionRules.readAll();

    public Outline outline(Language language, SourceText text) {
        if (language.isProse()) {
            return HeadingOutliner.outline(language, text);
        }
        OutlineBuilder builder = new OutlineBuilder(language, text, language.clauses() == Clauses.IN_LINES);
        read(language, text, builder::addComment).forEach(builder::add);
        DataOutliner.definitions(language, text).forEach(builder::add);
        return builder.build();
    }

    /** The definitions in a text, in order of lines. */
    public List<DefinitionCandidate> definitions(Language language, SourceText text) {
        return read(language, text, comment -> {});
    }

    private List<DefinitionCandidate> read(Language language, SourceText text, Consumer<Span> comments) {
        DefinitionRules own = DefinitionRules.of(language, rules);
        LineReader reader = new LineReader(own, text);
        boolean[] commented = new boolean[text.lineCount() + 1];
        List<DefinitionCandidate> found = new ArrayList<>();
        for (int line = 1; line <= text.lineCount(); line++) {
            String content = text.line(line);
            int start = text.byteStart(line);
            commented[line] = reader.isComment(content);
            if (commented[line]) {
                comments.accept(new Span(start, text.byteEnd(line)));
            }
            Optional<DefinitionCandidate> definition = reader.definition(content, commented[line], start, line);
            if (definition.isPresent() && (!own.braces() || hasBody(definition.get(), text, line))) {
                found.add(definition.get());
            }
        }
        IndentationExtent extent = new IndentationExtent(text);
        for (int i = 0; i < found.size(); i++) {
            int start = text.lineOfByte(found.get(i).nameByte());
            int next = i + 1 < found.size() ? text.lineOfByte(found.get(i + 1).nameByte()) : text.lineCount() + 1;
            int end = own.untilNext() ? extent.before(start, next, commented) : extent.byIndentation(start);
            found.set(i, found.get(i).upTo(text.byteEnd(end)));
        }
        return found;
    }

    /** Whether a function's body opens before a semicolon ends its declaration. */
    private static boolean hasBody(DefinitionCandidate definition, SourceText text, int first) {
        if (definition.kind() != DefinitionKind.FUNCTION) {
            return true;
        }
        for (int line = first; line <= Math.min(first + MAX_HEAD_LINES, text.lineCount()); line++) {
            String content = text.line(line, MAX_LINE);
            int body = content.indexOf('{');
            int end = content.indexOf(';');
            if (body >= 0 || end >= 0) {
                return body >= 0 && (end < 0 || body < end);
            }
        }
        return false;
    }

    /** Reads the lines of one file in order. */
    private static final class LineReader {
        private final DefinitionRules rules;
        private final List<Matcher> matchers;
        private final MeteredLine metered;
        private final Optional<Heredocs> heredocs;
        private boolean inBlock;
        private boolean inHeredoc;

        LineReader(DefinitionRules rules, SourceText text) {
            this.metered = new MeteredLine(MIN_READ_BUDGET + (long) MAX_READS_PER_BYTE * text.utf8().length);
            this.heredocs = rules.heredocs() ? Optional.of(new Heredocs(text)) : Optional.empty();
            this.rules = rules;
            this.matchers = rules.rules().stream()
                    .map(rule -> rule.pattern().matcher(""))
                    .toList();
        }

        /** Whether the next line is a comment. */
        boolean isComment(String content) {
            inHeredoc = content.length() <= MAX_LINE
                    && heredocs.map(texts -> texts.holds(content)).orElse(false);
            return !inHeredoc && isInComment(content);
        }

        private boolean isInComment(String content) {
            int start = 0;
            while (start < content.length() && Character.isWhitespace(content.charAt(start))) {
                start++;
            }
            boolean opens = !rules.blockOpen().isEmpty() && content.startsWith(rules.blockOpen(), start);
            boolean block = inBlock || opens;
            int from = opens && !inBlock ? start + rules.blockOpen().length() : start;
            inBlock = block && content.indexOf(rules.blockClose(), Math.min(from, content.length())) < 0;
            return block || isLineComment(content, start);
        }

        private boolean isLineComment(String content, int start) {
            for (String mark : rules.lineComments()) {
                if (content.startsWith(mark, start)) {
                    return true;
                }
            }
            return false;
        }

        /** The definition in a line that starts at byte {@code start}, if there is one. */
        Optional<DefinitionCandidate> definition(String content, boolean commented, int start, int line) {
            if (inHeredoc || content.length() < MIN_LINE || content.length() > MAX_LINE || metered.isSpent()) {
                return Optional.empty();
            }
            try {
                return firstMatch(content, commented, start, line);
            } catch (MeteredLine.LimitExceeded exceeded) {
                LOG.debug("Skipped the rest of a file: its lines take the patterns too long", exceeded);
                return Optional.empty();
            }
        }

        private Optional<DefinitionCandidate> firstMatch(String content, boolean commented, int start, int line) {
            for (int i = 0; i < matchers.size(); i++) {
                Rule rule = rules.rules().get(i);
                if (commented && !rule.inComments()) {
                    continue;
                }
                Matcher matcher = matchers.get(i).reset(metered.of(content));
                if (matcher.lookingAt()) {
                    Span span = new Span(start, start);
                    return Optional.of(
                            new DefinitionCandidate(rule.kind(), matcher.group("name"), "", span, start, line));
                }
            }
            return Optional.empty();
        }
    }
}
