package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.DefinedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** Groups a stream of definitions, in the order of their chunks, by the contents that have them. */
final class DefinitionsByContent implements Consumer<DefinedName> {
    private static final int NONE = -1;

    private final Catalogue catalogue;
    private final Set<Long> wanted;
    private final ObjLongConsumer<List<DefinedName>> contents;
    private int current = NONE;
    private List<DefinedName> group = new ArrayList<>();

    DefinitionsByContent(Catalogue catalogue, Set<Long> wanted, ObjLongConsumer<List<DefinedName>> contents) {
        this.catalogue = catalogue;
        this.wanted = wanted;
        this.contents = contents;
    }

    @Override
    public void accept(DefinedName definition) {
        int content = catalogue.contentOf(definition.chunkId());
        if (content != current) {
            end();
            current = content;
        }
        if (content != NONE) {
            group.add(definition);
        }
    }

    /** Hands the last group over. */
    void end() {
        if (current != NONE && !group.isEmpty() && wanted.contains(catalogue.contentId(current))) {
            contents.accept(group, catalogue.contentId(current));
        }
        group = new ArrayList<>();
        current = NONE;
    }
}
