package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;

/**
 * Keeps the newest catalogue of the databases that were searched last. Safe for threads: of several searches that need a
 * catalogue at once, one reads it in its own transaction, and the others wait for it.
 */
final class CatalogueCache {
    private final RecentlyUsed<String, Catalogue> catalogues;

    CatalogueCache(int limit) {
        this.catalogues = new RecentlyUsed<>(limit, catalogue -> 1);
    }

    /** The catalogue of the snapshot's generation. */
    Catalogue get(String database, IndexSnapshot snapshot) {
        long generation = snapshot.generation();
        // A search of the catalogue that is here does not wait for one that reads the next.
        return catalogues
                .find(database)
                .filter(known -> known.generation() == generation)
                .orElseGet(() -> catalogues.replace(
                        database,
                        before -> before.filter(known -> known.generation() == generation)
                                .orElseGet(() -> Catalogue.load(snapshot, generation, before))));
    }
}
