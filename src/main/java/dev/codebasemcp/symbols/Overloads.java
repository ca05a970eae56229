package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the definitions of one name in a file by their signatures. There may be thousands: none is compared with each other. */
final class Overloads {
    private static final Set<Language> WITH_OVERLOADS = EnumSet.of(
            Language.JAVA,
            Language.KOTLIN,
            Language.SCALA,
            Language.CSHARP,
            Language.CPP,
            Language.SWIFT,
            Language.TYPESCRIPT,
            Language.TSX);

    private final Language language;
    private final List<DefinedName> now;
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final List<Definition> lost;

    /** Compares what a file had with what it has. */
    Overloads(Language language, List<Definition> earlier, List<DefinedName> now) {
        this.language = language;
        this.now = now;
        earlier.forEach(one -> group(Key.of(one)).earlier().add(one));
        now.forEach(one -> group(Key.of(one)).now().add(one));
        groups.values().forEach(Group::compare);
        // Elsewhere, the last one of a name replaces the others.
        this.lost = WITH_OVERLOADS.contains(language)
                ? groups.values().stream().flatMap(one -> one.lost().stream()).toList()
                : List.of();
    }

    private Group group(Key key) {
        return groups.computeIfAbsent(key, Group::of);
    }

    /** Identifies a symbol in a file. */
    private record Key(String name, DefinitionKind kind) {
        static Key of(Definition one) {
            return new Key(one.qualifiedName(), one.kind());
        }

        static Key of(DefinedName one) {
            return new Key(one.qualifiedName(), one.kind());
        }
    }

    /**
     * The definitions of one symbol.
     *
     * @param bySignature the first that has it now
     * @param edited those whose signature is new
     */
    private record Group(
            List<Definition> earlier,
            List<DefinedName> now,
            Map<String, DefinedName> bySignature,
            List<DefinedName> edited) {
        static Group of(Key unused) {
            return new Group(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        }

        void compare() {
            Set<String> old = earlier.stream().map(Definition::signature).collect(Collectors.toSet());
            for (DefinedName one : now) {
                bySignature.putIfAbsent(one.signature(), one);
                if (!old.contains(one.signature())) {
                    edited.add(one);
                }
            }
        }

        boolean isSmaller() {
            return now.size() < earlier.size();
        }

        List<Definition> lost() {
            if (earlier.size() < 2 || now.isEmpty()) {
                return List.of();
            }
            LostOverloads lost = new LostOverloads();
            earlier.stream()
                    .filter(one -> !bySignature.containsKey(one.signature()))
                    .forEach(one -> lost.add(one, parameters(one)));
            lost.removeEdited(edited.stream().map(Overloads::parameters).toList());
            return lost.rest();
        }
    }

    /** Whether the resolver of a language tells which overload a call means, by the number of its arguments. */
    private boolean areTold(DefinedName one) {
        return language == Language.JAVA && one.kind() == DefinitionKind.METHOD;
    }

    private static ParameterList parameters(Definition one) {
        return ParameterList.of(one.name(), one.signature());
    }

    private static ParameterList parameters(DefinedName one) {
        return ParameterList.of(one.name(), one.signature());
    }

    /**
     * Returns the earlier ones that are no more, where others of the name are left. One whose signature was edited is still there,
     * if it has as many parameters.
     */
    List<Definition> lost() {
        return lost;
    }

    /** Returns those that may have got the calls of one that was lost: where calls are told, those with as many parameters. */
    List<DefinedName> takingOver() {
        Map<Key, Set<OptionalInt>> counts = new HashMap<>();
        lost.forEach(one -> counts.computeIfAbsent(Key.of(one), unused -> new HashSet<>())
                .add(parameters(one).count()));
        return now.stream()
                .filter(one -> group(Key.of(one)).isSmaller())
                .filter(one -> !areTold(one) || mayTake(one, counts.getOrDefault(Key.of(one), Set.of())))
                .toList();
    }

    private static boolean mayTake(DefinedName one, Set<OptionalInt> lost) {
        OptionalInt count = parameters(one).count();
        return lost.contains(count) || lost.contains(OptionalInt.empty()) || (count.isEmpty() && !lost.isEmpty());
    }

    /** Returns what a definition is now: of overloads, the one with its signature, or else one that no other had. */
    Optional<DefinedName> same(Definition one) {
        Optional<Group> group = Optional.ofNullable(groups.get(Key.of(one)));
        return group.map(all -> all.bySignature().get(one.signature()))
                .or(() -> group.flatMap(all -> all.edited().stream().findFirst()));
    }
}
