package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.symbols.java.JavaResolver;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.typescript.TypeScriptResolver;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The resolvers of one question, created on first use. Used by one thread. */
final class Languages {
    private static final Map<Family, Function<CodeBase, Resolver>> RESOLVERS =
            Map.of(Family.JAVA, JavaResolver::new, Family.JAVASCRIPT, TypeScriptResolver::new);

    private final CodeBase code;
    private final Map<Family, Resolver> resolvers = new EnumMap<>(Family.class);

    Languages(CodeBase code) {
        this.code = code;
    }

    /** Languages whose files refer to each other. */
    enum Family {
        JAVA,
        PYTHON,
        JAVASCRIPT,
        OTHER
    }

    static Family of(Language language) {
        return switch (language) {
            case JAVA -> Family.JAVA;
            case PYTHON -> Family.PYTHON;
            case JAVASCRIPT, TYPESCRIPT, TSX -> Family.JAVASCRIPT;
            default -> Family.OTHER;
        };
    }

    /** Returns the resolver of a language; empty if names are all that is known of it. */
    Optional<Resolver> resolver(Language language) {
        Family family = of(language);
        if (!RESOLVERS.containsKey(family)) {
            return Optional.empty();
        }
        return Optional.of(resolvers.computeIfAbsent(
                family, unused -> RESOLVERS.get(family).apply(code)));
    }
}
