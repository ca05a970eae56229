package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.symbols.c.CResolver;
import dev.codebasemcp.symbols.go.GoResolver;
import dev.codebasemcp.symbols.java.JavaResolver;
import dev.codebasemcp.symbols.python.PythonResolver;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.typescript.TypeScriptResolver;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The resolvers of one question, created on first use. Used by one thread. */
final class Languages {
    private static final Map<Family, Function<IndexedCode, Resolver>> RESOLVERS = Map.of(
            Family.C, code -> new CResolver(code, new NamesOnly(code)),
            Family.GO, GoResolver::new,
            Family.JAVA, JavaResolver::new,
            Family.JAVASCRIPT, TypeScriptResolver::new,
            Family.PYTHON, PythonResolver::new);

    private final IndexedCode code;
    private final Map<Family, Resolver> resolvers = new EnumMap<>(Family.class);

    Languages(IndexedCode code) {
        this.code = code;
    }

    /** Languages whose files refer to each other. */
    enum Family {
        JAVA,
        PYTHON,
        JAVASCRIPT,
        GO,
        C,
        OTHER
    }

    static Family of(Language language) {
        return switch (language) {
            case JAVA -> Family.JAVA;
            case PYTHON -> Family.PYTHON;
            case JAVASCRIPT, TYPESCRIPT, TSX -> Family.JAVASCRIPT;
            case GO -> Family.GO;
            case C, CPP, OBJECTIVE_C -> Family.C;
            default -> Family.OTHER;
        };
    }

    /** Returns the resolver of a language. */
    Resolver resolver(Language language) {
        return resolvers.computeIfAbsent(
                of(language),
                family -> code.withCompilers(
                        RESOLVERS.getOrDefault(family, NamesOnly::new).apply(code)));
    }

    /** Whether files in two languages may refer to each other by name. */
    static boolean areRelated(Language one, Language other) {
        return of(one) == of(other) && (of(one) != Family.OTHER || one == other);
    }

    /** Whether the rules of a language are known, so that references can be more than names. */
    static boolean resolves(Language language) {
        return language != Language.OBJECTIVE_C && RESOLVERS.containsKey(of(language));
    }
}
