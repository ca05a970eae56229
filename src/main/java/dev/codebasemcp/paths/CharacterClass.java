package dev.codebasemcp.paths;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A glob's bracket expression, such as {@code [!a-c]} or {@code [[:alpha:]_]}: a set of bytes. Where POSIX leaves a
 * choice, it follows git: a backslash escapes, {@code ^} negates like {@code !}, and the slash is never in the set.
 */
final class CharacterClass {
    private static final int BYTES = 256;
    /** The POSIX classes. Java's are ASCII only unless flags say otherwise, like git's. */
    private static final Map<String, BitSet> NAMED = Stream.of(
                    "Alnum", "Alpha", "Blank", "Cntrl", "Digit", "Graph", "Lower", "Print", "Punct", "Space", "Upper",
                    "XDigit")
            .collect(Collectors.toUnmodifiableMap(
                    name -> name.toLowerCase(Locale.ROOT), name -> members(Pattern.compile("\\p{" + name + "}"))));

    private final String glob;
    private final BitSet members = new BitSet(BYTES);
    private int at;
    /** The byte before a possible {@code -}; negative if no range can start there. */
    private int rangeStart = -1;

    /** The next closing bracket, cached: searching again for each named class would be quadratic. */
    private int close;

    private CharacterClass(String glob, int at) {
        this.glob = glob;
        this.at = at;
    }

    /** The matching bytes, and the index after the closing bracket. */
    record Parsed(BitSet members, int end) {}

    /**
     * Parses the expression whose opening bracket is at {@code start}; empty if it is malformed and so never matches.
     */
    static Optional<Parsed> parse(String glob, int start) {
        boolean negated = start + 1 < glob.length() && (glob.charAt(start + 1) == '!' || glob.charAt(start + 1) == '^');
        return new CharacterClass(glob, start + (negated ? 2 : 1)).parse(negated);
    }

    private Optional<Parsed> parse(boolean negated) {
        // A closing bracket in first position is a member.
        do {
            if (at >= glob.length() || !parseMember()) {
                return Optional.empty();
            }
        } while (at >= glob.length() || glob.charAt(at) != ']');
        if (negated) {
            members.flip(0, BYTES);
        }
        members.clear('/');
        return Optional.of(new Parsed(members, at + 1));
    }

    private boolean parseMember() {
        char c = glob.charAt(at);
        if (c == '-' && rangeStart >= 0 && at + 1 < glob.length() && glob.charAt(at + 1) != ']') {
            return parseRangeEnd();
        }
        if (c == '[' && at + 1 < glob.length() && glob.charAt(at + 1) == ':') {
            return parseNamedClass();
        }
        return c == '\\' ? parseEscaped() : addSingle(c);
    }

    private boolean addSingle(char c) {
        members.set(c);
        rangeStart = c;
        at++;
        return true;
    }

    private boolean parseEscaped() {
        at++;
        return at < glob.length() && addSingle(glob.charAt(at));
    }

    private boolean parseRangeEnd() {
        at++;
        if (glob.charAt(at) == '\\') {
            at++;
        }
        if (at >= glob.length()) {
            return false;
        }
        if (rangeStart <= glob.charAt(at)) {
            members.set(rangeStart, glob.charAt(at) + 1);
        }
        rangeStart = -1;
        at++;
        return true;
    }

    private boolean parseNamedClass() {
        if (close < at + 2) {
            close = glob.indexOf(']', at + 2);
        }
        if (close < 0) {
            return false;
        }
        if (close == at + 2 || glob.charAt(close - 1) != ':') {
            return addSingle('[');
        }
        BitSet named = NAMED.get(glob.substring(at + 2, close - 1));
        if (named == null) {
            return false;
        }
        members.or(named);
        at = close + 1;
        rangeStart = -1;
        return true;
    }

    private static BitSet members(Pattern named) {
        BitSet members = new BitSet(BYTES);
        for (int c = 0; c < BYTES / 2; c++) {
            members.set(c, named.matcher(String.valueOf((char) c)).matches());
        }
        return members;
    }
}
