package dev.codebasemcp.search.retrieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.codebasemcp.database.index.IndexSnapshot;
import java.util.Optional;

/**
 * Keeps the newest catalogue of each of a number of databases. Safe for threads: of several searches that need a catalogue at
 * once, one reads it in its own transaction, and the others wait for it.
 */
final class CatalogueCache {
    private final Cache<String, Catalogue> catalogues;

    CatalogueCache(int limit) {
        this.catalogues =
                Caffeine.newBuilder().maximumSize(limit).executor(Runnable::run).build();
    }

    /** The catalogue of the snapshot's generation. */
    Catalogue get(String database, IndexSnapshot snapshot) {
        long generation = snapshot.generation();
        Catalogue cached = catalogues.getIfPresent(database);
        // A reader of the catalogue that is there does not wait for one who reads the next.
        return cached != null && cached.generation() == generation
                ? cached
                : catalogues
                        .asMap()
                        .compute(
                                database,
                                (name, known) -> known != null && known.generation() == generation
                                        ? known
                                        : Catalogue.load(snapshot, generation, Optional.ofNullable(known)));
    }
}
