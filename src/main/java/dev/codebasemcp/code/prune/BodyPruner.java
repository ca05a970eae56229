package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;

/** Leaves the parts of a text out that no outline shows, so that a parser reads less. One for each way to find bodies. */
@FunctionalInterface
interface BodyPruner {
    /** Prunes one text; returns it whole where its structure is in doubt. */
    PrunedSource prune(byte[] code);

    /** The pruner for a language; one that leaves nothing out where pruning does not pay. */
    static BodyPruner of(Language language) {
        return switch (language) {
            case PYTHON -> code -> new IndentedBodyPruner(code).prune();
            case ELIXIR -> code -> new KeywordBlockPruner(KeywordBlockPruner.Blocks.ELIXIR, code).prune();
            case BASH -> code -> new KeywordBlockPruner(KeywordBlockPruner.Blocks.SHELL, code).prune();
            default ->
                BraceLanguage.of(language)
                        .<BodyPruner>map(syntax -> code -> new BraceBodyPruner(syntax, code).prune())
                        .orElse(PrunedSource::whole);
        };
    }
}
