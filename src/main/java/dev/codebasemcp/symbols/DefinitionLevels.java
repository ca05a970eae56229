package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which definitions of a file are inside which, by their lines. */
final class DefinitionLevels {
    private DefinitionLevels() {}

    /** Returns how many definitions are around each; they are in line order. */
    static List<Integer> of(List<DefinedName> definitions) {
        List<Integer> levels = new ArrayList<>();
        Deque<DefinedName> around = new ArrayDeque<>();
        for (DefinedName definition : definitions) {
            leave(around, definition);
            levels.add(around.size());
            around.push(definition);
        }
        return levels;
    }

    /** Returns those directly in one of them. */
    static List<DefinedName> directlyIn(DefinedName outer, List<DefinedName> definitions) {
        List<DefinedName> found = new ArrayList<>();
        Deque<DefinedName> around = new ArrayDeque<>();
        for (DefinedName definition : definitions) {
            leave(around, definition);
            if (!around.isEmpty() && around.getFirst().equals(outer)) {
                found.add(definition);
            }
            around.push(definition);
        }
        return found;
    }

    /** Returns those in no other but modules; a module itself only if it has none of the others. */
    static List<DefinedName> outermost(List<DefinedName> definitions) {
        Set<DefinedName> found = new LinkedHashSet<>();
        Deque<DefinedName> around = new ArrayDeque<>();
        for (DefinedName definition : definitions) {
            leave(around, definition);
            if (around.stream().allMatch(outer -> outer.kind() == DefinitionKind.MODULE)) {
                around.forEach(found::remove);
                found.add(definition);
            }
            around.push(definition);
        }
        found.removeIf(definition -> definition.kind() == DefinitionKind.EXTENSION);
        return List.copyOf(found);
    }

    private static void leave(Deque<DefinedName> around, DefinedName definition) {
        while (!around.isEmpty() && !isInside(definition, around.getFirst())) {
            around.pop();
        }
    }

    /** With the same lines, the name decides. */
    private static boolean isInside(DefinedName inner, DefinedName outer) {
        if (inner.lines().equals(outer.lines())) {
            return inner.qualifiedName().startsWith(outer.qualifiedName() + ".");
        }
        return outer.lines().start() <= inner.lines().start()
                && inner.lines().end() <= outer.lines().end();
    }
}
