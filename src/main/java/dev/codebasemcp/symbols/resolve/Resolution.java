package dev.codebasemcp.symbols.resolve;

import java.util.List;

/** What a name in a file refers to. */
public sealed interface Resolution {
    /** The source decides it. */
    record Certain(List<Declaration> declarations) implements Resolution {
        public Certain {
            declarations = List.copyOf(declarations);
        }
    }

    /** The source does not decide it, but little else is possible. */
    record Probable(List<Declaration> declarations) implements Resolution {
        public Probable {
            declarations = List.copyOf(declarations);
        }
    }

    /** Something else for certain: a local variable, a library, a declaration itself. */
    record Elsewhere() implements Resolution {}

    /** Nothing decides it. */
    record Undecided() implements Resolution {}

    Resolution ELSEWHERE = new Elsewhere();
    Resolution UNDECIDED = new Undecided();

    /** The source decides for one declaration. */
    static Resolution certain(Declaration declaration) {
        return new Certain(List.of(declaration));
    }

    /** The source decides for these, overloads of each other; elsewhere if there are none. */
    static Resolution certain(List<Declaration> declarations) {
        return declarations.isEmpty() ? ELSEWHERE : new Certain(declarations);
    }
}
