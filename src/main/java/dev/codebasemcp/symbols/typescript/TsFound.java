package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.symbols.typescript.TsType.Other;
import java.util.List;

/** What is known of a member of a type. */
record TsFound(State state, List<TsSymbol> symbols, TsType type, Share share) {
    static final TsFound ABSENT = new TsFound(State.ABSENT, List.of(), Other.UNKNOWN, Share.ALL);
    static final TsFound UNKNOWN = new TsFound(State.UNKNOWN, List.of(), Other.UNKNOWN, Share.ALL);

    /** Whether a type has a member. */
    enum State {
        FOUND,
        /** The type has it, or may have it, but no file declares it. */
        OUTSIDE,
        /** The type is known and lacks it. */
        ABSENT,
        UNKNOWN
    }

    /** Which options of a union have a member. */
    enum Share {
        ALL,
        /** Others lack it. */
        SOME,
        /** Several, each its own. */
        EACH
    }

    static TsFound outside(TsType type) {
        return new TsFound(State.OUTSIDE, List.of(), type, Share.ALL);
    }

    TsFound of(TsType other) {
        return new TsFound(state, symbols, other, share);
    }

    boolean isFound() {
        return state == State.FOUND;
    }
}
