package dev.codebasemcp.symbols;

import dev.codebasemcp.code.outline.Definition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Overloads of one name whose signatures are gone: some of them are lost, and others were edited. A generated file has thousands. */
final class LostOverloads {
    private final Set<Definition> rest = new LinkedHashSet<>();
    private final Map<String, Deque<Definition>> byText = new HashMap<>();
    private final Map<OptionalInt, Deque<Definition>> byCount = new LinkedHashMap<>();

    /** Adds one whose signature is gone. */
    void add(Definition one, ParameterList parameters) {
        rest.add(one);
        byText.computeIfAbsent(parameters.text(), unused -> new ArrayDeque<>()).add(one);
        byCount.computeIfAbsent(parameters.count(), unused -> new ArrayDeque<>())
                .add(one);
    }

    /** Removes what the new signatures were: first what has the same parameters, then what may have as many. */
    void removeEdited(List<ParameterList> edited) {
        List<ParameterList> others = new ArrayList<>();
        for (ParameterList one : edited) {
            if (!removesOneOf(List.of(byText.getOrDefault(one.text(), new ArrayDeque<>())))) {
                others.add(one);
            }
        }
        others.forEach(one -> removesOneOf(mayAgree(one.count())));
    }

    /** Those with a number of parameters, and those whose number is unknown. */
    private Collection<Deque<Definition>> mayAgree(OptionalInt count) {
        if (count.isEmpty()) {
            // There are only as many numbers as fit into a signature.
            return byCount.values();
        }
        return List.of(
                byCount.getOrDefault(count, new ArrayDeque<>()),
                byCount.getOrDefault(OptionalInt.empty(), new ArrayDeque<>()));
    }

    /** Removes the first that is left; returns whether there was one. */
    private boolean removesOneOf(Collection<Deque<Definition>> some) {
        for (Deque<Definition> queue : some) {
            while (!queue.isEmpty()) {
                if (rest.remove(queue.poll())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns those that were not removed, in their order. */
    List<Definition> rest() {
        return List.copyOf(rest);
    }
}
