package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the newest catalogue of the databases that were searched last. Safe for threads. */
final class CatalogueCache {
    private final int limit;
    private final Map<String, Catalogue> catalogues;

    CatalogueCache(int limit) {
        this.limit = limit;
        this.catalogues = new LinkedHashMap<>(16, 0.75f, true);
    }

    /** The catalogue of the snapshot's generation. */
    Catalogue get(String database, IndexSnapshot snapshot) {
        long generation = snapshot.generation();
        Optional<Catalogue> cached;
        synchronized (catalogues) {
            cached = Optional.ofNullable(catalogues.get(database));
        }
        return cached.filter(catalogue -> catalogue.generation() == generation)
                .orElseGet(() -> load(database, snapshot, generation, cached));
    }

    private Catalogue load(String database, IndexSnapshot snapshot, long generation, Optional<Catalogue> older) {
        Catalogue loaded = Catalogue.load(snapshot, generation, older);
        synchronized (catalogues) {
            catalogues.put(database, loaded);
            if (catalogues.size() > limit) {
                catalogues.remove(catalogues.keySet().iterator().next());
            }
        }
        return loaded;
    }
}
