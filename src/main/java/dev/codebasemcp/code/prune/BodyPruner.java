package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;

/** Leaves the parts of a text out that no outline shows, so that a parser reads less. */
@FunctionalInterface
interface BodyPruner {
    /** Prunes one text; returns it whole where its structure is in doubt. */
    PrunedSource prune(byte[] code);

    /** The pruner for a language; one that leaves nothing out where pruning does not pay. */
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
