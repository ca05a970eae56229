package dev.codebasemcp.clients;

import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures assistants to start this server, and takes that back. Without names of clients, those that are recognized are
 * configured, and all are taken back. For one thread.
 */
public final class ClientSetup {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSetup.class);
    private static final List<String> OWN_PREFIXES = List.of("CODEBASE_MCP_", "WORKFLOW_MCP_");

    private final Surroundings surroundings;
    private final Settings settings;
    private final Supplier<ServerCommand> launch;
    private final ClientSigns signs;
    private final ClientFiles files;

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
     * @param clients names of clients; empty for all that are recognized, and for all to uninstall
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
        files = new ClientFiles(surroundings, MadeDirectories.in(settings.home()));
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
        ClientFiles.Paths paths = files.paths(request);
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
            ClientChange entry = files.install(client, file, part, paths);
            changes.add(entry);
            // Without the server, a model could not follow them.
            if (entry.kind() != ClientChange.Kind.REFUSED) {
                notes(request, place.get(), paths)
                        .ifPresent(
                                notes -> changes.add(files.install(client, notes, SectionPart.instructions(), paths)));
            }
        }
        return changes;
    }

    /**
     * Takes the server's entry out of one scope, and the instructions. Instructions stay if another configured client reads
     * them. Without names, each client counts whose file has a part of ours, and the others are left out of the answer.
     *
     * @throws RejectedException if a name is unknown, or there is no project
     */
    public List<ClientChange> uninstall(Request request) {
        return new ClientRemoval(files, request.clients()).from(request.scope(), files.paths(request));
    }

    /**
     * Takes the server's entry out of the user's files, and out of those of the git repository around a directory, if it
     * is in one. The repository's files that have no part of ours are left out of the answer.
     *
     * @param clients names of clients; empty for all
     * @throws RejectedException if a name is unknown
     */
    public List<ClientChange> uninstallEverywhere(List<String> clients, Path directory) {
        ClientRemoval removal = new ClientRemoval(files, clients);
        List<ClientChange> changes = new ArrayList<>(removal.from(Scope.USER, files.ofUser()));
        files.ofProject(directory)
                .ifPresent(paths -> removal.from(Scope.PROJECT, paths).stream()
                        .filter(change -> change.kind() != ClientChange.Kind.ABSENT)
                        .forEach(changes::add));
        return changes;
    }

    /**
     * What {@link #install} would do.
     *
     * @param documents each file with what is added alone; passwords are masked
     * @param refused the files that would stay as they are
     */
    public record Preview(Map<Path, String> documents, List<ClientChange> refused) {
        public Preview {
            documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
            refused = List.copyOf(refused);
        }
    }

    /**
     * Returns what {@link #install} would write, and what it would refuse. Changes nothing.
     *
     * @throws RejectedException if a name is unknown, none is recognized, or there is no project
     */
    public Preview preview(Request request) {
        ClientFiles.Paths paths = files.paths(request);
        ServerCommand command = launch.get();
        Map<Path, String> documents = new LinkedHashMap<>();
        List<ClientChange> refused = new ArrayList<>();
        for (Client client : chosen(request.clients())) {
            Optional<Place> place = client.in(request.scope());
            if (place.isEmpty()) {
                refused.add(withoutScope(client));
                continue;
            }
            Path file = place.get().file(paths);
            Map<String, Object> entry = entry(place.get(), command, request.scope(), true);
            Optional<ClientChange> refusal = files.refusal(client, file, new ServerPart(place.get(), entry), paths);
            refusal.ifPresent(refused::add);
            if (refusal.isEmpty()) {
                documents.put(file, document(place.get(), entry));
                notes(request, place.get(), paths)
                        .ifPresent(notes -> files.refusal(client, notes, SectionPart.instructions(), paths)
                                .ifPresentOrElse(
                                        refused::add,
                                        () -> documents.put(
                                                notes,
                                                SectionPart.instructions().section())));
            }
        }
        return new Preview(documents, refused);
    }

    private static Optional<Path> notes(Request request, Place place, ClientFiles.Paths paths) {
        return request.instructions() ? place.instructionFile(paths) : Optional.empty();
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
        ClientFiles.Paths paths = files.paths(new Request(List.of(), scope, directory, false));
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
        String next = "'" + Term.of("install " + state.name()) + "'";
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

    private ClientState state(Client client, Scope scope, ClientFiles.Paths paths) {
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

    private static ClientChange withoutScope(Client client) {
        return ClientFiles.refused(client, Optional.empty(), "it keeps no servers for single projects; use --user.");
    }
}
