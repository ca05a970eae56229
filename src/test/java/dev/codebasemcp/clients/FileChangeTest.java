package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.codebasemcp.clients.ClientChange.Kind;
import dev.codebasemcp.clients.ClientSetup.Scope;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken, links, read-only, or written by others at the same time. */
class FileChangeTest {
    private static final String BACKUP = "settings.before-codebase-mcp";
    private static final String OTHERS = "{\n  \"theme\": \"dark\"\n}\n";
    private static final ServerCommand COMMAND =
            new ServerCommand("/usr/bin/java", List.of("-jar", "/opt/codebase-mcp.jar"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("settings");
    }

    @Test
    void brokenFilesAreRefusedWithThePlaceAndStay() throws IOException {
        assertRefused("cursor", "{\n  \"a\": 1\n  \"b\": 2\n}\n", "line 3, column 3: ");
        assertRefused("cursor", "{\n  \"mcpServers\": {\n", "line 3, column 1: ");
        assertRefused("cursor", "[1]", "an object in braces is expected");
        assertRefused("cursor", "{} {}", "line 1, column 4: ");
        assertRefused("cursor", "{\"mcpServers\": []}", "\"mcpServers\" is no object");
        assertRefused("cursor", "{\"mcpServers\": {\"codebase\": 1}}", "\"codebase\" is no table of settings");
        assertRefused("codex", "a = 1\nb = = 2\n", "line 2, column 5: ");
        assertRefused(
                "codex", "mcp_servers = { a = {} }\n", "line 1, column 1: \"mcp_servers\" is written in one line");
        assertRefused(
                "codex",
                "[mcp_servers]\ncodebase = { command = \"codebase-mcp\" }\n",
                "line 2, column 1: \"codebase\" is written in one line; remove it first");
        assertRefused("goose", "a: 1\n  b: 2\n", "line 2, column 4: ");
        assertRefused("goose", "- a\n- b\n", "a mapping of names to values is expected");
        assertRefused("goose", "a: 1\n---\nb: 2\n", "line 2, column 1: ");
    }

    /** Messages were those of the parsers, which are for programmers. */
    @Test
    void faultsAreToldInWordsForUsers() throws IOException {
        assertRefused(
                "cursor", "{ oops", "line 1, column 3: a name in double quotation marks is expected instead of 'o'.");
        assertRefused("goose", "a: 1\n  b: 2\n", "a name with a colon does not belong here");
        assertRefused("goose", "a:\n\tb: 1\n", "a tab does not belong here; indent with blanks.");
        assertRefused("goose", "a: 'x\n", "the text ends before everything is closed.");
        assertRefused("goose", "a: *b\n", "an alias has no anchor.");
        assertRefused("goose", "a: 1\n---\nb: 2\n", "there is a second document; this file has one only.");
        assertRefused("goose", "a: [1\nb: 2\n", "line ");
        assertRefused("goose", "a: \u0001\n", "the YAML holds control characters or too many aliases, or is too long.");
        assertRefused("codex", "b = = 2\n", "line 1, column 5: '=' is not expected here.");
        assertRefused("codex", "a = 1\na = 2\n", "line 2, column 1: a name is there twice.");
        Files.writeString(file, "{ oops");
        assertThatThrownBy(() -> change("cursor").install()).hasRootCauseInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aFileThatIsTooLargeIsCalledSo() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(60L << 20);
        }

        assertThatThrownBy(() -> change("cursor"))
                .hasMessage(file + ": the file is larger than 32 MiB, and is left alone; configure by hand.");
    }

    private void assertRefused(String client, String content, String reason) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> change(client).install())
                .as(content)
                .isInstanceOf(RejectedException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith(" The file is left alone.");
        assertThat(names()).as(content).containsExactly("settings");
        assertThat(file).hasContent(content);
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        byte[] latin = "{ \"a\": \"\u00fc\" }".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);

        assertThatThrownBy(() -> change("cursor")).hasMessageContaining("the file is not in UTF-8, and is left alone");
        assertThat(file).hasBinaryContent(latin);
    }

    @Test
    void theTargetOfALinkIsReplacedAndTheLinkStays() throws IOException {
        Path target = Files.writeString(
                Files.createDirectory(folder.resolve("dotfiles")).resolve("real"), OTHERS);
        Files.createSymbolicLink(file, Path.of("dotfiles/real"));

        assertThat(change("cursor").install()).isEqualTo(Kind.ADDED);

        assertThat(file).isSymbolicLink();
        assertThat(target).content().contains("\"codebase\"", "\"theme\": \"dark\"");
        assertThat(folder.resolve("dotfiles/real.before-codebase-mcp")).hasContent(OTHERS);
        assertThat(change("cursor").uninstall()).isEqualTo(Kind.REMOVED);
        assertThat(file).isSymbolicLink().hasContent(OTHERS);
        assertThat(folder.resolve("dotfiles").toFile().list()).containsExactly("real");
    }

    @Test
    void aLinkToNothingAndADirectoryAreRefused() throws IOException {
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertThatThrownBy(() -> change("cursor")).hasMessageContaining("the link leads to nothing");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> change("cursor")).hasMessageContaining("this is no regular file");
    }

    @Test
    void aReadOnlyFileStays() throws IOException {
        Files.writeString(file, OTHERS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(() -> change("cursor").install())
                .hasMessageContaining("the file is read-only, and is left alone; make it writable.");
        assertThat(file).hasContent(OTHERS);
        assertThat(names()).containsExactly("settings");
    }

    @Test
    void permissionsStayAlsoThoseOfTheBackup() throws IOException {
        Files.writeString(file, OTHERS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        change("cursor").install();

        assertThat(permissions("settings")).isEqualTo("rw-rw-r--");
        assertThat(permissions(BACKUP)).isEqualTo("rw-rw-r--");
    }

    @Test
    void aNewFileOfAUserIsForItsOwnerAndThatOfAProjectForAll() throws IOException {
        change("cursor").install();
        assertThat(permissions("settings")).isEqualTo("rw-------");

        Files.delete(file);
        new FileChange(TextFile.read(file, TextFile.Access.EVERYBODY), part("cursor")).install();
        assertThat(permissions("settings")).isEqualTo("rw-r--r--");
    }

    @Test
    void aFileThatAnotherProgramChangedInBetweenIsNotReplaced() throws IOException {
        Files.writeString(file, OTHERS);
        FileChange change = change("cursor");
        Files.writeString(file, "{}");
        assertThatThrownBy(change::install).hasMessageContaining("another program changed the file just now");
        assertThat(file).hasContent("{}");

        FileChange uninstall = installed();
        Files.writeString(file, "{ }");
        assertThatThrownBy(uninstall::uninstall).hasMessageContaining("another program changed the file just now");
        assertThat(file).hasContent("{ }");
    }

    @Test
    void aFileThatAnotherProgramMadeInBetweenIsNotReplaced() throws IOException {
        FileChange change = change("cursor");
        Files.writeString(file, OTHERS);

        assertThatThrownBy(change::install).hasMessageContaining("another program changed the file just now");
        assertThat(file).hasContent(OTHERS);
        assertThat(names()).containsExactly("settings");
    }

    private FileChange installed() {
        change("cursor").install();
        return change("cursor");
    }

    @Test
    void missingDirectoriesAreMade() {
        file = folder.resolve("a/b/settings");

        assertThat(change("cursor").install()).isEqualTo(Kind.ADDED);
        assertThat(file).content().contains("codebase-mcp.jar");
    }

    @Test
    void theBackupIsTheFileBeforeTheFirstChange() throws IOException {
        Files.writeString(file, OTHERS);
        change("cursor").install();
        ServerCommand moved = new ServerCommand("/usr/bin/java", List.of("-jar", "/new/codebase-mcp.jar"));
        FileChange again = new FileChange(TextFile.read(file, TextFile.Access.OWNER), part("cursor", moved));

        assertThat(again.install()).isEqualTo(Kind.UPDATED);

        assertThat(folder.resolve(BACKUP)).hasContent(OTHERS);
        assertThat(change("cursor").uninstall()).isEqualTo(Kind.REMOVED);
        assertThat(file).hasContent(OTHERS);
        assertThat(names()).containsExactly("settings");
    }

    @Test
    void aFileOfOurMakingIsGoneAgainAlsoAfterAnUpdate() throws IOException {
        change("cursor").install();
        ServerCommand moved = new ServerCommand("/usr/bin/java", List.of("-jar", "/new/codebase-mcp.jar"));
        new FileChange(TextFile.read(file, TextFile.Access.OWNER), part("cursor", moved)).install();

        assertThat(change("cursor").uninstall()).isEqualTo(Kind.REMOVED);

        assertThat(names()).isEmpty();
    }

    @Test
    void noBackupStaysWhereTheFileWasChangedSince() throws IOException {
        Files.writeString(file, OTHERS);
        change("cursor").install();
        Files.writeString(file, Files.readString(file) + "\n");

        assertThat(change("cursor").uninstall()).isEqualTo(Kind.REMOVED);

        assertThat(names()).containsExactly("settings");
    }

    @Test
    void anotherServerThatOnlyMentionsThisProgramStays() throws IOException {
        String other = """
                {"mcpServers": {"codebase": {"command": "npx", "args": ["x", "--root", "/work/codebase-mcp"]}}}
                """;
        Files.writeString(file, other);

        assertThatThrownBy(() -> change("cursor").install()).hasMessageContaining("another server");
        assertThat(change("cursor").uninstall()).isEqualTo(Kind.ABSENT);
        assertThat(file).hasContent(other);
    }

    @Test
    void sectionsForModelsComeAndGo() throws IOException {
        SectionPart section = new SectionPart("<!-- codebase-mcp:begin -->\ntext\n<!-- codebase-mcp:end -->\n");
        for (String before : List.of("", "# Notes", "# Notes\n", "# Notes\r\n\r\nMore\r\n", "\n\n")) {
            Files.writeString(file, before);
            assertThat(notes(section).install()).isEqualTo(Kind.ADDED);
            assertThat(notes(section).install()).isEqualTo(Kind.UNCHANGED);
            assertThat(Files.readString(file)).startsWith(before).contains("codebase-mcp:begin -->");
            assertThat(notes(section).uninstall()).isEqualTo(Kind.REMOVED);
            assertThat(Files.readString(file)).isEqualTo(before);
            assertThat(names()).containsExactly("settings");
        }
    }

    @Test
    void anOldSectionIsReplacedAndTextAroundItStays() throws IOException {
        SectionPart old = new SectionPart("<!-- codebase-mcp:begin -->\nold\n<!-- codebase-mcp:end -->\n");
        SectionPart next = new SectionPart("<!-- codebase-mcp:begin -->\nnew\nmore\n<!-- codebase-mcp:end -->\n");
        Files.writeString(file, "before\n");
        notes(old).install();
        Files.writeString(file, Files.readString(file) + "after\n");

        assertThat(notes(next).install()).isEqualTo(Kind.UPDATED);
        assertThat(Files.readString(file)).isEqualTo("before\n\n" + next.section() + "after\n");
        assertThat(notes(next).uninstall()).isEqualTo(Kind.REMOVED);
        assertThat(Files.readString(file)).isEqualTo("before\nafter\n");
    }

    @Test
    void aHalfSectionIsRefused() throws IOException {
        Files.writeString(file, "<!-- codebase-mcp:begin -->\n");
        assertThatThrownBy(() -> notes(new SectionPart("x\n")).install()).hasMessageContaining("only one of the marks");
    }

    private FileChange notes(SectionPart section) {
        return new FileChange(TextFile.read(file, TextFile.Access.OWNER), section);
    }

    private FileChange change(String client) {
        return new FileChange(TextFile.read(file, TextFile.Access.OWNER), part(client));
    }

    private static Part part(String client) {
        return part(client, COMMAND);
    }

    private static Part part(String client, ServerCommand command) {
        Place place = KnownClients.ALL.stream()
                .filter(known -> known.isCalled(client))
                .flatMap(known -> known.in(Scope.USER).stream())
                .findFirst()
                .orElseThrow();
        return new ServerPart(place, place.shape().entry(command, Map.of()));
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }
}
