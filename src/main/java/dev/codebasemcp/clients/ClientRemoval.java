package dev.codebasemcp.clients;

import dev.codebasemcp.clients.ClientFiles.Paths;
import dev.codebasemcp.clients.ClientSetup.Scope;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes our parts out of the files of clients. Without names, it looks at all clients that are known, recognized or not:
 * what counts is what a file holds. For one thread.
 */
final class ClientRemoval {
    private final ClientFiles files;
    private final List<Client> chosen;
    private final boolean named;
    /** Clients may share a file. */
    private final Set<Path> done = new HashSet<>();

    /**
     * Chooses clients.
     *
     * @param names empty for all
     * @throws RejectedException if one is unknown
     */
    ClientRemoval(ClientFiles files, List<String> names) {
        this.files = files;
        named = !names.isEmpty();
        chosen = named ? names.stream().map(KnownClients::named).distinct().toList() : KnownClients.ALL;
    }

    /** Takes them out of the files of one scope. A file without our parts is in the answer only if its client is named. */
    List<ClientChange> from(Scope scope, Paths paths) {
        List<ClientChange> changes = new ArrayList<>();
        for (Client client : chosen) {
            client.in(scope).ifPresent(place -> {
                Part part = new ServerPart(place, Map.of());
                for (Path file : filesOf(place, paths)) {
                    add(files.uninstall(client, file, part, paths), changes);
                }
            });
        }
        Map<Path, Client> notes = new LinkedHashMap<>();
        chosen.forEach(client -> client.in(scope)
                .flatMap(place -> place.instructionFile(paths))
                .ifPresent(file -> notes.putIfAbsent(file, client)));
        notes.forEach((file, client) -> {
            if (TextFile.mentions(file, SectionPart.MARK) && !isReadByAnother(file, scope, paths)) {
                add(files.uninstall(client, file, SectionPart.instructions(), paths), changes);
            }
        });
        return changes;
    }

    /** A client may have moved on to another of its files since the entry was written. */
    private List<Path> filesOf(Place place, Paths paths) {
        List<Path> holding = place.candidates(paths).stream()
                .filter(file -> named || !done.contains(file))
                .filter(file -> TextFile.mentions(file, ServerPart.NAME))
                .toList();
        return holding.isEmpty() && named ? List.of(place.file(paths)) : holding;
    }

    private void add(ClientChange change, List<ClientChange> changes) {
        change.file().ifPresent(done::add);
        if (named || change.kind() != ClientChange.Kind.ABSENT) {
            changes.add(change);
        }
    }

    private boolean isReadByAnother(Path notes, Scope scope, Paths paths) {
        return KnownClients.ALL.stream()
                .filter(client -> !chosen.contains(client))
                .flatMap(client -> client.in(scope).stream())
                .filter(place ->
                        place.instructionFile(paths).filter(notes::equals).isPresent())
                .anyMatch(place -> isConfigured(place, place.file(paths)));
    }

    private static boolean isConfigured(Place place, Path file) {
        try {
            return ServerPart.entry(
                            place, TextFile.read(file, TextFile.Access.OWNER).text())
                    .isPresent();
        } catch (BrokenTextException | RejectedException unreadable) {
            return false;
        }
    }
}
