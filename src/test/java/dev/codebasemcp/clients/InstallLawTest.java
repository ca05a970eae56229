package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every client, both scopes and many files: installing adds our entry and nothing else, and uninstalling gives the
 * old bytes back.
 */
class InstallLawTest {
    private static final ServerCommand COMMAND =
            new ServerCommand("/opt/a jdk/bin/java", List.of("-Xmx384m", "-jar", "/opt/\u00fc \"x\"/codebase-mcp.jar"));
    private static final Map<String, String> VARIABLES =
            Map.of("CODEBASE_MCP_HOME", "/data/home", "CODEBASE_MCP_LOG_LEVEL", "debug");

    @TempDir
    private Path folder;

    private int files;

    /** A client's place, with a name for failures. */
    private record Case(String name, Place place) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Client client : KnownClients.ALL) {
            for (Scope scope : Scope.values()) {
                client.in(scope).ifPresent(place -> cases.add(new Case(client.name() + " " + scope, place)));
            }
        }
        return cases;
    }

    @Test
    void allSixteenClientsAreThere() {
        assertThat(KnownClients.ALL).hasSizeGreaterThanOrEqualTo(16);
        assertThat(cases()).hasSizeGreaterThan(KnownClients.ALL.size());
    }

    @Test
    void installingAddsOurEntryAndUninstallingGivesTheBytesBack() throws Exception {
        for (Case one : cases()) {
            for (Map.Entry<String, String> original : Originals.of(one.place()).entrySet()) {
                roundTrip(one, original.getKey(), Optional.of(original.getValue()));
            }
            roundTrip(one, "no file", Optional.empty());
        }
    }

    private void roundTrip(Case one, String kind, Optional<String> original) throws Exception {
        String what = one.name() + ", " + kind;
        Path directory = Files.createDirectories(folder.resolve("case" + ++files));
        Path file = directory.resolve("settings");
        if (original.isPresent()) {
            Files.writeString(file, original.get());
        }
        Map<String, Object> before = document(one.place(), original.orElse(""));

        assertThat(change(file, one.place(), COMMAND).install()).as(what).isEqualTo(Kind.ADDED);

        String installed = Files.readString(file);
        assertThat(entry(one.place(), installed)).as(what).isEqualTo(wanted(one.place(), COMMAND));
        assertThat(Documents.without(document(one.place(), installed), ServerPart.path(one.place())))
                .as(what)
                .isEqualTo(withoutEmpty(before, one.place()));
        original.ifPresent(text -> assertOnlyInserted(what, text, installed));
        assertThat(installed.replace("\r\n", "").contains("\n"))
                .as(what + ": kinds of line ends are not mixed")
                .isEqualTo(!installed.contains("\r\n") && installed.contains("\n"));

        assertThat(change(file, one.place(), COMMAND).install()).as(what).isEqualTo(Kind.UNCHANGED);
        assertThat(Files.readString(file)).as(what).isEqualTo(installed);

        assertThat(change(file, one.place(), COMMAND).uninstall()).as(what).isEqualTo(Kind.REMOVED);
        assertThat(contents(directory))
                .as(what)
                .isEqualTo(original.map(text -> Map.of("settings", text)).orElse(Map.of()));
    }

    /** What precedes and follows our text is as it was; a comma of ours may be before a comment. */
    private static void assertOnlyInserted(String what, String original, String installed) {
        int start = 0;
        while (start < original.length() && original.charAt(start) == installed.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < original.length() - start
                && original.charAt(original.length() - 1 - end) == installed.charAt(installed.length() - 1 - end)) {
            end++;
        }
        assertThat(installed.substring(start, installed.length() - end))
                .as(what)
                .contains(original.substring(start, original.length() - end).strip());
    }

    /** Others write the file between our two changes, so the old bytes are no answer. */
    @Test
    void whatOthersAddedInBetweenStays() throws Exception {
        for (Case one : cases()) {
            for (Map.Entry<String, String> original : Originals.of(one.place()).entrySet()) {
                String what = one.name() + ", " + original.getKey();
                Path file = Files.writeString(folder.resolve("between" + ++files), original.getValue());
                change(file, one.place(), COMMAND).install();
                String more = one.place().format().put(text(file), List.of("added"), Map.of("later", "yes"));
                Files.writeString(file, more);
                Map<String, Object> expected =
                        Documents.without(document(one.place(), more), ServerPart.path(one.place()));

                assertThat(change(file, one.place(), COMMAND).uninstall())
                        .as(what)
                        .isEqualTo(Kind.REMOVED);

                assertThat(Documents.pruned(
                                document(one.place(), text(file)), one.place().container()))
                        .as(what)
                        .isEqualTo(expected);
                assertThat(comments(text(file))).as(what).isEqualTo(comments(original.getValue()));
            }
        }
    }

    @Test
    void anOlderEntryIsUpdatedAndKeepsWhatItsUserAdded() throws Exception {
        ServerCommand old = new ServerCommand("java", List.of("-jar", "/old/codebase-mcp.jar"));
        for (Case one : cases()) {
            Path file = folder.resolve("old" + ++files);
            EntryFormat format = one.place().format();
            Map<String, Object> given = new LinkedHashMap<>(one.place().shape().entry(old, Map.of("MINE", "1")));
            given.put("disabled", true);
            String before = format.put(Originals.others(one.place()), ServerPart.path(one.place()), given);
            Files.writeString(file, before);

            assertThat(change(file, one.place(), COMMAND).install())
                    .as(one.name())
                    .isEqualTo(Kind.UPDATED);

            Map<String, Object> entry = entry(one.place(), text(file));
            assertThat(one.place().shape().command(entry)).as(one.name()).isEqualTo(COMMAND);
            assertThat(entry).as(one.name()).containsEntry("disabled", true);
            assertThat(entry.values())
                    .as(one.name())
                    .anySatisfy(value -> assertThat(value)
                            .asInstanceOf(InstanceOfAssertFactories.MAP)
                            .containsEntry("MINE", "1")
                            .containsEntry("CODEBASE_MCP_HOME", "/data/home"));
            assertThat(Documents.without(document(one.place(), text(file)), ServerPart.path(one.place())))
                    .as(one.name())
                    .isEqualTo(Documents.without(document(one.place(), before), ServerPart.path(one.place())));
            assertThat(change(file, one.place(), COMMAND).install())
                    .as(one.name())
                    .isEqualTo(Kind.UNCHANGED);
        }
    }

    @Test
    void anotherServerOfTheSameNameStays() throws Exception {
        for (Case one : cases()) {
            Path file = folder.resolve("foreign" + ++files);
            Map<String, Object> foreign =
                    one.place().shape().entry(new ServerCommand("npx", List.of("another-server")), Map.of());
            String before = one.place().format().put("", ServerPart.path(one.place()), foreign);
            Files.writeString(file, before);

            assertThat(catchThrowable(() -> change(file, one.place(), COMMAND).install()))
                    .as(one.name())
                    .hasMessageContaining("there is another server called \"codebase\"; rename it first");
            assertThat(change(file, one.place(), COMMAND).uninstall())
                    .as(one.name())
                    .isEqualTo(Kind.ABSENT);
            assertThat(text(file)).isEqualTo(before);
        }
    }

    /** No servers may be written as an empty table, or as nothing in YAML. */
    private static Map<String, Object> withoutEmpty(Map<String, Object> document, Place place) {
        Map<String, Object> rest = new LinkedHashMap<>(document);
        rest.values().removeIf(Objects::isNull);
        return Documents.pruned(rest, place.container());
    }

    private static FileChange change(Path file, Place place, ServerCommand command) {
        Map<String, Object> entry = place.shape().entry(command, new TreeMap<>(VARIABLES));
        return new FileChange(TextFile.read(file, TextFile.Access.OWNER), new ServerPart(place, entry));
    }

    /** Returns the entry as it is in a file, where numbers may have another type. */
    private static Map<String, Object> wanted(Place place, ServerCommand command) throws BrokenTextException {
        Map<String, Object> entry = place.shape().entry(command, VARIABLES);
        return entry(place, place.format().put("", ServerPart.path(place), entry));
    }

    private static Map<String, Object> entry(Place place, String text) throws BrokenTextException {
        return Documents.table(document(place, text), ServerPart.path(place)).orElseThrow();
    }

    private static Map<String, Object> document(Place place, String text) throws BrokenTextException {
        return place.format().parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static String text(Path file) throws IOException {
        return TextFile.read(file, TextFile.Access.OWNER).text();
    }

    private static List<String> comments(String text) {
        return text.lines()
                .filter(line -> line.contains("comment"))
                .map(line -> line.substring(line.indexOf("comment")).strip())
                .toList();
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                contents.put(
                        file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }
}
