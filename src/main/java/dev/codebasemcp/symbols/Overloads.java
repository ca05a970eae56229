package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Compares the definitions of one name in a file by their signatures. */
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
    private static final String OPENING = "(<[{";
    private static final String CLOSING = ")>]}";

    private Overloads() {}

    /** Identifies a symbol in a file. */
    private record Key(String name, DefinitionKind kind) {
        static Key of(Definition one) {
            return new Key(one.qualifiedName(), one.kind());
        }

        static Key of(DefinedName one) {
            return new Key(one.qualifiedName(), one.kind());
        }
    }

    /** Whether definitions of one name in a file may be overloads. */
    static boolean areIn(Language language) {
        return WITH_OVERLOADS.contains(language);
    }

    /** Whether the resolver of a language tells which overload a call means, by the number of its arguments. */
    private static boolean areTold(Language language, DefinedName one) {
        return language == Language.JAVA && one.kind() == DefinitionKind.METHOD;
    }

    /**
     * Returns the earlier ones that are no more, where others of the name are left. One whose signature was edited is still there,
     * if it has as many parameters.
     */
    static List<Definition> lost(List<Definition> earlier, List<DefinedName> now) {
        List<Definition> lost = new ArrayList<>(earlier.stream()
                .filter(one ->
                        earlier.stream().filter(other -> isSame(one, other)).count() > 1)
                .filter(one -> now.stream().anyMatch(other -> isSame(one, other)))
                .filter(one -> now.stream().noneMatch(other -> hasSignature(one, other)))
                .toList());
        now.stream()
                .filter(other -> earlier.stream().noneMatch(one -> hasSignature(one, other)))
                .forEach(edited -> lost.stream()
                        .filter(one -> isSame(one, edited) && mayAgree(one, edited))
                        .findFirst()
                        .ifPresent(lost::remove));
        return lost;
    }

    private static boolean isSame(Definition one, Definition other) {
        return Key.of(one).equals(Key.of(other));
    }

    private static boolean isSame(Definition one, DefinedName other) {
        return Key.of(one).equals(Key.of(other));
    }

    private static boolean hasSignature(Definition one, DefinedName other) {
        return isSame(one, other) && one.signature().equals(other.signature());
    }

    private static boolean mayAgree(Definition one, DefinedName other) {
        OptionalInt before = parameters(one.signature());
        OptionalInt now = parameters(other.signature());
        return before.isEmpty() || now.isEmpty() || before.getAsInt() == now.getAsInt();
    }

    /** Returns those that may have got the calls of one that was lost: where calls are told, those with as many parameters. */
    static List<DefinedName> takingOver(Language language, List<Definition> earlier, List<DefinedName> now) {
        Map<Key, Integer> fewer = new HashMap<>();
        earlier.forEach(one -> fewer.merge(Key.of(one), 1, Integer::sum));
        now.forEach(one -> fewer.merge(Key.of(one), -1, Integer::sum));
        List<Definition> lost = lost(earlier, now);
        return now.stream()
                .filter(one -> fewer.getOrDefault(Key.of(one), 0) > 0)
                .filter(one -> !areTold(language, one)
                        || lost.stream().anyMatch(other -> isSame(other, one) && mayAgree(other, one)))
                .toList();
    }

    /** Returns what a definition is now: of overloads, the one with its signature, or else one that no other had. */
    static Optional<DefinedName> same(Definition one, List<Definition> earlier, List<DefinedName> now) {
        return now.stream()
                .filter(other -> isSame(one, other))
                .filter(other ->
                        hasSignature(one, other) || earlier.stream().noneMatch(old -> hasSignature(old, other)))
                .min(Comparator.comparing(other -> !other.signature().equals(one.signature())));
    }

    /** Returns the number of parameters in a signature; empty if it varies, or if the signature has no end. */
    static OptionalInt parameters(String signature) {
        String list = list(signature);
        if (list.isEmpty() || list.contains("...")) {
            return OptionalInt.empty();
        }
        String inner = list.substring(1, list.length() - 1);
        int depth = 0;
        int commas = 0;
        for (int at = 0; at < inner.length(); at++) {
            depth += OPENING.indexOf(inner.charAt(at)) >= 0 ? 1 : 0;
            depth -= CLOSING.indexOf(inner.charAt(at)) >= 0 ? 1 : 0;
            commas += depth == 0 && inner.charAt(at) == ',' ? 1 : 0;
        }
        return OptionalInt.of(inner.isBlank() ? 0 : commas + 1);
    }

    /** Returns the last parentheses of a signature that are in no others, such as {@code (int a)}; empty if there are none. */
    static String list(String signature) {
        int end = signature.lastIndexOf(')');
        int depth = 0;
        for (int at = end; at >= 0; at--) {
            depth += signature.charAt(at) == ')' ? 1 : 0;
            depth -= signature.charAt(at) == '(' ? 1 : 0;
            if (depth == 0) {
                return signature.substring(at, end + 1);
            }
        }
        return "";
    }
}
