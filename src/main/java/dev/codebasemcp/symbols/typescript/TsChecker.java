package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.symbols.resolve.CodeBase;

/** The parts that find types; they need each other. Within one code base, used by one thread. */
final class TsChecker {
    private final TsGuard guard = new TsGuard();
    private final TsModules modules;
    private final TsTypes types = new TsTypes(this);
    private final TsMembers members = new TsMembers(this);
    private final TsHeritage heritage = new TsHeritage(this);
    private final TsExpressions expressions = new TsExpressions(this);
    private final TsCalls calls = new TsCalls(this);
    private final TsInference inference = new TsInference(this);
    private final TsContext context = new TsContext(this);
    private final TsPatterns patterns = new TsPatterns(this);
    private final TsLibrary library = new TsLibrary(this);
    private final TsLibraryCalls libraryCalls = new TsLibraryCalls(this);
    private final TsNarrowing narrowing = new TsNarrowing(this);

    TsChecker(CodeBase code) {
        this.modules = new TsModules(code);
    }

    TsGuard guard() {
        return guard;
    }

    TsModules modules() {
        return modules;
    }

    TsTypes types() {
        return types;
    }

    TsMembers members() {
        return members;
    }

    TsHeritage heritage() {
        return heritage;
    }

    TsExpressions expressions() {
        return expressions;
    }

    TsCalls calls() {
        return calls;
    }

    TsInference inference() {
        return inference;
    }

    TsContext context() {
        return context;
    }

    TsPatterns patterns() {
        return patterns;
    }

    TsNarrowing narrowing() {
        return narrowing;
    }

    TsLibraryCalls libraryCalls() {
        return libraryCalls;
    }

    TsLibrary library() {
        return library;
    }
}
