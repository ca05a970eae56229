package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.model.DefinitionKind;

/** How well a definition describes the chunk that it starts in. */
final class Importance {
    static final int VALUE = 1;
    static final int CODE = 2;
    static final int TYPE = 3;

    private Importance() {}

    static int of(DefinitionKind kind) {
        if (kind.isType()) {
            return TYPE;
        }
        boolean value =
                kind == DefinitionKind.FIELD || kind == DefinitionKind.CONSTANT || kind == DefinitionKind.VARIABLE;
        return value ? VALUE : CODE;
    }
}
