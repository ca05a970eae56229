package dev.codebasemcp.symbols;

import dev.codebasemcp.model.LineRange;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The innermost definition of each line of a file. Made once for all lines: a generated file has tens of thousands of lines, and
 * thousands of definitions.
 */
final class InnermostDefinitions<T> {
    private final Map<Integer, T> byLine = new HashMap<>();

    private InnermostDefinitions() {}

    /** Takes the shortest that has a line; the first of them, if they are of one length. */
    static <T> InnermostDefinitions<T> of(List<T> definitions, Function<T, LineRange> lines) {
        InnermostDefinitions<T> innermost = new InnermostDefinitions<>();
        BitSet taken = new BitSet();
        definitions.stream()
                .sorted(Comparator.comparing(one -> lines.apply(one).length()))
                .forEach(one -> innermost.put(one, lines.apply(one), taken));
        return innermost;
    }

    private void put(T one, LineRange lines, BitSet taken) {
        for (int line = taken.nextClearBit(lines.start()); line <= lines.end(); line = taken.nextClearBit(line)) {
            byLine.put(line, one);
            taken.set(line);
        }
    }

    Optional<T> at(int line) {
        return Optional.ofNullable(byLine.get(line));
    }
}
