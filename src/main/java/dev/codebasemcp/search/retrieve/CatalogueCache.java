package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;

/**
 * Caches the newest catalogue of recently searched databases. Thread-safe: if several searches need a catalogue, one
 * reads it in its own transaction and the others wait.
 */
final class CatalogueCache {
    private final RecentlyUsed<String, Catalogue> catalogues;

    CatalogueCache(int limit) {
        this.catalogues = new RecentlyUsed<>(limit, catalogue -> 1);
    }

    void clear() {
        catalogues.clear();
    }

    /** Returns the catalogue of the snapshot's generation. */
    Catalogue get(String database, IndexSnapshot snapshot) {
        long generation = snapshot.generation();
        // A search of the cached generation does not wait for one that reads the next.
        return catalogues
                .find(database)
                .filter(known -> known.generation() == generation)
                .orElseGet(() -> catalogues.replace(
                        database,
                        before -> before.filter(known -> known.generation() == generation)
                                .orElseGet(() -> Catalogue.load(snapshot, generation, before))));
    }
}
