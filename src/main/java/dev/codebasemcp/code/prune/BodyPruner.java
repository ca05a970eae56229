package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;

/** Removes the parts of a text that no outline shows, so that a parser reads less. */
@FunctionalInterface
interface BodyPruner {
    /** Prunes a text; returns it unchanged if its structure is in doubt. */
    PrunedSource prune(byte[] code);

    /** Returns the pruner for a language; it prunes nothing where that does not pay. */
    static BodyPruner of(Language language) {
        return switch (language.bodies()) {
            case WHOLE -> PrunedSource::whole;
            case BRACES -> code -> new BraceBodyPruner(language.braces(), code).prune();
            case INDENTATION -> code -> new IndentedBodyPruner(code).prune();
            case DO_END -> code -> new KeywordBlockPruner(KeywordBlockPruner.Blocks.ELIXIR, code).prune();
            case SHELL -> code -> new KeywordBlockPruner(KeywordBlockPruner.Blocks.SHELL, code).prune();
        };
    }
}
