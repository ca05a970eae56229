package dev.codebasemcp.code;

import dev.codebasemcp.code.DefinitionRules.Rule;
import dev.codebasemcp.code.Found.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Outlines files line by line, without a grammar: definitions by regular expressions, their ends by indentation. It relies
 * on code being indented as people do it.
 */
final class HeuristicOutliner {
    /** A longer line is data; a regular expression would only waste time on it. */
    private static final int MAX_LINE = 500;

    private final Map<String, DefinitionRules> rules = DefinitionRules.readAll();

    Outline outline(Language language, SourceText text) {
        if (language.isProse()) {
            return HeadingOutliner.outline(language, text);
        }
        DefinitionRules own = DefinitionRules.of(language, rules);
        OutlineBuilder builder = new OutlineBuilder(text, language == Language.ERLANG);
        LineReader reader = new LineReader(own);
        boolean[] commented = new boolean[text.lineCount() + 1];
        List<Found> found = new ArrayList<>();
        for (int line = 1; line <= text.lineCount(); line++) {
            String content = text.line(line);
            int start = text.byteStart(line);
            commented[line] = reader.isComment(content);
            if (commented[line]) {
                builder.addComment(new Span(start, text.byteEnd(line)));
            }
            reader.definition(content, commented[line], start, line).ifPresent(found::add);
        }
        Extent extent = new Extent(text);
        for (int i = 0; i < found.size(); i++) {
            int start = text.lineOfByte(found.get(i).nameByte());
            int next = i + 1 < found.size() ? text.lineOfByte(found.get(i + 1).nameByte()) : text.lineCount() + 1;
            int end = own.untilNext() ? extent.before(start, next, commented) : extent.byIndentation(start);
            builder.add(found.get(i).upTo(text.byteEnd(end)));
        }
        return builder.build();
    }

    /** Reads the lines of one file, one after the other. */
    private static final class LineReader {
        private final DefinitionRules rules;
        private final List<Matcher> matchers;
        private boolean inBlock;

        LineReader(DefinitionRules rules) {
            this.rules = rules;
            this.matchers = rules.rules().stream()
                    .map(rule -> rule.pattern().matcher(""))
                    .toList();
        }

        /** Whether the next line is one of comment. */
        boolean isComment(String content) {
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

        /** What a line defines; {@code start}: its offset in bytes. */
        Optional<Found> definition(String content, boolean commented, int start, int line) {
            if (content.isEmpty() || content.length() > MAX_LINE) {
                return Optional.empty();
            }
            for (int i = 0; i < matchers.size(); i++) {
                Rule rule = rules.rules().get(i);
                if (commented && !rule.inComments()) {
                    continue;
                }
                Matcher matcher = matchers.get(i).reset(content);
                if (matcher.lookingAt()) {
                    Span span = new Span(start, start);
                    return Optional.of(new Found(rule.kind(), matcher.group("name"), "", span, start, line));
                }
            }
            return Optional.empty();
        }
    }
}
