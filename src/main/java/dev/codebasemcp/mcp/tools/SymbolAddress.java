package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A symbol that is written as a place, such as {@code src/a.py:12} or {@code src/a.py:helper}.
 *
 * @param path of its file, as it is written
 * @param rest a line, or a name
 */
record SymbolAddress(String path, String rest) {
    /** Compilers add a column. */
    private static final Pattern LINE = Pattern.compile("([1-9]\\d{0,8})(?::\\d*)?");

    /** A path has no colon but that of a drive; {@code ::} separates names. */
    private static final Pattern PLACE = Pattern.compile("((?:[A-Za-z]:(?=[/\\\\]))?[^:]+):(?!:)(.+)", Pattern.DOTALL);

    /** Reads what is written; empty if it can only be a name. */
    static Optional<SymbolAddress> of(String written) {
        Matcher place = PLACE.matcher(written.strip());
        return place.matches() && isPath(place.group(1))
                ? Optional.of(new SymbolAddress(place.group(1), place.group(2).strip()))
                : Optional.empty();
    }

    /** Some languages have names such as {@code list:add}. */
    private static boolean isPath(String text) {
        boolean hasDirectory = text.indexOf('/') >= 0 || text.indexOf('\\') >= 0;
        return (hasDirectory && text.indexOf(' ') < 0) || Language.of(text, "") != Language.TEXT;
    }

    /** The line that it ends with. */
    Optional<Integer> line() {
        Matcher line = LINE.matcher(rest);
        return line.matches() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    }

    /** What the question is about, in words of the index. */
    record Target(SymbolName symbol, Optional<SymbolPlace> place) {}
}
