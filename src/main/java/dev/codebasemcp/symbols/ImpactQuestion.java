package dev.codebasemcp.symbols;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may change. */
public sealed interface ImpactQuestion {
    /**
     * A symbol.
     *
     * @param place the definition that is meant, if several have the name
     */
    record OfSymbol(SymbolName symbol, Optional<SymbolPlace> place) implements ImpactQuestion {}

    /**
     * The differences of files from what they were.
     *
     * @param untracked new files that are no change, but may have got what others lost
     */
    record OfChanges(List<ChangedFile> files, List<ChangedFile> untracked) implements ImpactQuestion {
        public OfChanges {
            files = List.copyOf(files);
            untracked = List.copyOf(untracked);
        }
    }

    /**
     * A file that may have changed.
     *
     * @param root of its repository
     * @param path relative to the root, with {@code /}
     * @param before its text; empty if it is new
     * @param isGone whether it is no more
     */
    record ChangedFile(Path root, String path, Optional<String> before, boolean isGone) {}
}
