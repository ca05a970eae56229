package dev.codebasemcp.clients;

import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures assistants to start this server, and takes that back. All methods that name clients take those that are
 * recognized if the list is empty. For one thread.
 */
public final class ClientSetup {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSetup.class);
    private static final List<String> OWN_PREFIXES = List.of("CODEBASE_MCP_", "WORKFLOW_MCP_");
    /** Each failed try means that another program succeeded, so a few are enough for any that comes to an end. */
    private static final int TRIES = 10;

    private final Surroundings surroundings;
    private final Settings settings;
    private final Supplier<ServerCommand> launch;
    private final ClientSigns signs;
    private final MadeDirectories directories;

    /** Which of a client's files is meant. */
    public enum Scope {
        /** For all projects of this user. */
        USER,
        /** For the git repository of a directory, to be shared with it. */
        PROJECT
    }

    /**
     * A request.
     *
     * @param clients names of clients; empty for all that are recognized
     * @param directory in the project
     * @param instructions whether the section for models is meant too
     */
    public record Request(List<String> clients, Scope scope, Path directory, boolean instructions) {
        public Request {
            clients = List.copyOf(clients);
        }
    }

    ClientSetup(Surroundings surroundings, Settings settings, Supplier<ServerCommand> launch) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.launch = launch;
        signs = new ClientSigns(surroundings);
        directories = MadeDirectories.in(settings.home());
    }

    /** Returns the setup for this process's user and system. Settings from the environment are written into entries. */
    public static ClientSetup of(Settings settings, Map<String, String> environment) {
        Surroundings.Os system = Surroundings.Os.of(System.getProperty("os.name", ""));
        String home = environment.getOrDefault(system == Surroundings.Os.WINDOWS ? "USERPROFILE" : "HOME", "");
        Path userHome =
                Path.of(home).isAbsolute() ? Path.of(home) : settings.userHome().orElse(settings.home());
        return new ClientSetup(
                new Surroundings(system, userHome, Map.copyOf(environment)),
                settings,
                () -> ServerCommand.ofThisProcess(settings.home()));
    }

    /**
     * Adds or updates the server's entry, and on request the instructions. A client that cannot be configured does not
     * prevent the others.
     *
     * @throws RejectedException if a name is unknown, none is recognized, or there is no project
     */
    public List<ClientChange> install(Request request) {
        Paths paths = paths(request);
        ServerCommand command = launch.get();
        List<ClientChange> changes = new ArrayList<>();
        for (Client client : chosen(request.clients())) {
            Optional<Place> place = client.in(request.scope());
            if (place.isEmpty()) {
                changes.add(withoutScope(client));
                continue;
            }
            Path file = place.get().file(paths);
            Part part = new ServerPart(place.get(), entry(place.get(), command, request.scope(), false));
            ClientChange entry = change(client, file, () -> install(file, part, paths));
            changes.add(entry);
            // Without the server, a model could not follow them.
            if (request.instructions() && entry.kind() != ClientChange.Kind.REFUSED) {
                place.get()
                        .instructionFile(paths)
                        .ifPresent(notes -> changes.add(
                                change(client, notes, () -> install(notes, SectionPart.instructions(), paths))));
            }
        }
        return changes;
    }

    /**
     * Takes the server's entry out, and the instructions. Instructions stay if another configured client reads them.
     *
     * @throws RejectedException if a name is unknown, none is recognized, or there is no project
     */
    public List<ClientChange> uninstall(Request request) {
        Paths paths = paths(request);
        List<Client> chosen = chosen(request.clients());
        List<ClientChange> changes = new ArrayList<>();
        for (Client client : chosen) {
            client.in(request.scope()).ifPresent(place -> {
                Path file = place.file(paths);
                Part part = new ServerPart(place, Map.of());
                changes.add(change(client, file, () -> uninstall(file, part, paths)));
            });
        }
        Map<Path, Client> notes = new LinkedHashMap<>();
        chosen.forEach(client -> client.in(request.scope())
                .flatMap(place -> place.instructionFile(paths))
                .ifPresent(file -> notes.putIfAbsent(file, client)));
        notes.forEach((file, client) -> {
            if (Files.exists(file) && !isReadByAnother(file, chosen, request.scope(), paths)) {
                changes.add(change(client, file, () -> uninstall(file, SectionPart.instructions(), paths)));
            }
        });
        return changes;
    }

    private boolean isReadByAnother(Path notes, List<Client> chosen, Scope scope, Paths paths) {
        return KnownClients.ALL.stream()
                .filter(client -> !chosen.contains(client))
                .filter(client -> client.in(scope)
                        .flatMap(place -> place.instructionFile(paths))
                        .filter(notes::equals)
                        .isPresent())
                .anyMatch(client -> state(client, scope, paths).isConfigured());
    }

    /** Returns what {@link #install} would write: each file with the entry alone. Passwords are masked. */
    public Map<Path, String> preview(Request request) {
        Paths paths = paths(request);
        Map<Path, String> documents = new LinkedHashMap<>();
        for (Client client : chosen(request.clients())) {
            client.in(request.scope()).ifPresent(place -> {
                documents.put(place.file(paths), document(place, entry(place, launch.get(), request.scope(), true)));
                if (request.instructions()) {
                    place.instructionFile(paths)
                            .ifPresent(file -> documents.put(
                                    file, SectionPart.instructions().section()));
                }
            });
        }
        return documents;
    }

    private static String document(Place place, Map<String, Object> entry) {
        try {
            return new ServerPart(place, entry).put("");
        } catch (BrokenTextException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the state of all clients that are known, in their order. */
    public List<ClientState> states(Scope scope, Path directory) {
        Paths paths = paths(new Request(List.of(), scope, directory, false));
        return KnownClients.ALL.stream()
                .map(client -> state(client, scope, paths))
                .toList();
    }

    /** Returns a finding for each client that is recognized, about its file for all projects. */
    public List<ClientFinding> findings() {
        return states(Scope.USER, surroundings.home()).stream()
                .filter(ClientState::recognized)
                .map(ClientSetup::finding)
                .toList();
    }

    private static ClientFinding finding(ClientState state) {
        String next = "'install " + state.name() + "'";
        if (state.problem().isPresent()) {
            String problem = state.title() + ": " + state.problem().get().replaceFirst("\\.$", "");
            // install leaves a file alone that it cannot read.
            return new ClientFinding(
                    true,
                    state.isConfigured()
                            ? problem + "; " + next + " sets it again"
                            : problem + "; correct the file first");
        }
        String file = state.file().map(Path::toString).orElse("");
        return new ClientFinding(
                false,
                state.isConfigured()
                        ? state.title() + " is configured in " + file
                        : state.title() + " is not configured; " + next + " does that");
    }

    private ClientState state(Client client, Scope scope, Paths paths) {
        boolean recognized = signs.show(client);
        Optional<Place> place = client.in(scope);
        Optional<Path> file = place.map(known -> known.file(paths));
        Optional<ServerCommand> command = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            if (place.isPresent() && file.isPresent()) {
                EntryShape shape = place.get().shape();
                String text = TextFile.read(file.get(), TextFile.Access.OWNER).text();
                command = ServerPart.entry(place.get(), text).map(shape::command);
                problem = command.flatMap(signs::problem);
            }
        } catch (BrokenTextException broken) {
            LOG.info("The file of a client cannot be read", broken);
            problem = Optional.of(file.orElseThrow() + ": " + broken.getMessage());
        } catch (RejectedException unreadable) {
            problem = Optional.of(String.valueOf(unreadable.getMessage()));
        }
        return new ClientState(client.name(), client.title(), recognized, file, command, problem);
    }

    /**
     * Checks names as users type them.
     *
     * @throws RejectedException if one is unknown
     */
    public static void checkNames(List<String> names) {
        names.forEach(KnownClients::named);
    }

    private List<Client> chosen(List<String> names) {
        if (!names.isEmpty()) {
            return names.stream().map(KnownClients::named).distinct().toList();
        }
        List<Client> recognized = KnownClients.ALL.stream().filter(signs::show).toList();
        if (recognized.isEmpty()) {
            throw new RejectedException("No assistant is recognized here; name one: " + KnownClients.names() + ".");
        }
        return recognized;
    }

    private Map<String, Object> entry(Place place, ServerCommand command, Scope scope, boolean isMasked) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (SettingEntry setting : settings.entries()) {
            // Others, such as CLAUDE_PROJECT_DIR, are the client's to set for each session.
            boolean isGiven = setting.source() == SettingEntry.Source.ENVIRONMENT
                    && OWN_PREFIXES.stream().anyMatch(setting.name()::startsWith);
            // A project's file is shared with others.
            if (isGiven && !(setting.sensitive() && scope == Scope.PROJECT)) {
                String value = surroundings.environment().getOrDefault(setting.name(), "");
                variables.put(setting.name(), setting.sensitive() && isMasked ? setting.value() : value);
            }
        }
        return place.shape().entry(command, variables);
    }

    private ClientChange.Kind install(Path file, Part part, Paths paths) {
        List<Path> missing = MadeDirectories.missingAbove(file);
        try {
            return change(file, part, paths).install();
        } finally {
            directories.note(missing);
        }
    }

    private ClientChange.Kind uninstall(Path file, Part part, Paths paths) {
        ClientChange.Kind kind = change(file, part, paths).uninstall();
        if (kind == ClientChange.Kind.REMOVED && !Files.exists(file)) {
            directories.removeAbove(file);
        }
        return kind;
    }

    private static FileChange change(Path file, Part part, Paths paths) {
        paths.project().ifPresent(top -> TextFile.checkLiesIn(top, file));
        TextFile.Access access = paths.project().isPresent() ? TextFile.Access.EVERYBODY : TextFile.Access.OWNER;
        return new FileChange(TextFile.read(file, access), part);
    }

    private static ClientChange change(Client client, Path file, Supplier<ClientChange.Kind> action) {
        try {
            return new ClientChange(
                    client.name(), client.title(), settled(action), Optional.of(file), Optional.empty());
        } catch (RejectedException | ChangedFileException refused) {
            LOG.info("A client is not configured", refused);
            return refused(client, Optional.of(file), String.valueOf(refused.getMessage()));
        }
    }

    /** Reads the file again if another run of ours, or its client, changed it in between. */
    private static ClientChange.Kind settled(Supplier<ClientChange.Kind> action) {
        for (int tried = 1; tried < TRIES; tried++) {
            try {
                return action.get();
            } catch (ChangedFileException changed) {
                LOG.debug("A file is changed by another program", changed);
            }
        }
        return action.get();
    }

    private static ClientChange refused(Client client, Optional<Path> file, String problem) {
        return new ClientChange(client.name(), client.title(), ClientChange.Kind.REFUSED, file, Optional.of(problem));
    }

    private static ClientChange withoutScope(Client client) {
        return refused(client, Optional.empty(), "it keeps no servers for single projects; use --user.");
    }

    /**
     * Finds the files of a scope.
     *
     * @param project the real top of the git repository that must contain them; empty for those of the user
     */
    private record Paths(Function<OsPath, Path> places, Optional<Path> project) implements Function<OsPath, Path> {
        @Override
        public Path apply(OsPath place) {
            return places.apply(place);
        }
    }

    private Paths paths(Request request) {
        if (request.scope() == Scope.USER) {
            return new Paths(surroundings::resolve, Optional.empty());
        }
        Path directory = request.directory();
        Path top = top(directory)
                .orElseThrow(() -> new RejectedException(
                        directory + ": this is no git repository, so it has no files of a project; use --user."));
        return new Paths(place -> top.resolve(place.on(surroundings.system())), Optional.of(top));
    }

    private static Optional<Path> top(Path directory) {
        try {
            return GitWorktree.topAround(directory.toRealPath());
        } catch (IOException missing) {
            throw new RejectedException(directory + ": the directory cannot be read.", missing);
        }
    }
}
