package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.SkipReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ContentReaderTest {
    @TempDir
    Path temp;

    private final ContentReader reader = new ContentReader(new ContentLimits(20_000));

    @Test
    void readsText() throws IOException {
        Path file = Files.writeString(temp.resolve("a.py"), "x = 1\n");
        FileContent.Source content = (FileContent.Source) read(file);
        assertThat(content.text()).isEqualTo("x = 1\n");
        assertThat(content.hash()).isEqualTo(ContentHash.of("x = 1\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(content.stamp()).isEqualTo(FileProbe.of(file).stamp());
    }

    @Test
    void anEmptyFileIsReadable() throws IOException {
        assertThat(read(Files.createFile(temp.resolve("__init__.py")))).isInstanceOf(FileContent.Source.class);
    }

    @Test
    void theLimitIsTheLargestFileThatIsRead() throws IOException {
        assertThat(read(Files.writeString(temp.resolve("a"), "x\n".repeat(10_000))))
                .isInstanceOf(FileContent.Source.class);
        assertSkipped(Files.writeString(temp.resolve("b"), "x\n".repeat(10_000) + "y"), SkipReason.TOO_LARGE);
    }

    @Test
    void readsInTheEncodingThatGitAttributesName() throws IOException {
        String text = "// \u65e5\u672c\u8a9e\u306e\u30b3\u30e1\u30f3\u30c8\n".repeat(600);
        Files.writeString(
                temp.resolve(".gitattributes"),
                "*.txt working-tree-encoding=UTF-16LE\n*.c working-tree-encoding=cp866\n");
        Files.createDirectories(temp.resolve("sub"));
        Files.writeString(
                temp.resolve("sub/.gitattributes"),
                "/b.c working-tree-encoding=KOI8-R eol=lf\n/n.c -working-tree-encoding\n");
        Path wide = Files.write(temp.resolve("a.txt"), text.getBytes(StandardCharsets.UTF_16LE));
        byte[] bytes = "\u0438\u0441\u043f\u0440\u0430\u0432\u0438\u0442\u044c\n".getBytes(Charset.forName("KOI8-R"));
        for (String name : List.of("a.c", "sub/a.c", "sub/b.c", "sub/n.c")) {
            Files.write(temp.resolve(name), bytes);
        }

        assertThat(source("a.txt", wide).text()).isEqualTo(text);
        assertThat(source("a.c", temp.resolve("a.c")).text()).isEqualTo(new String(bytes, Charset.forName("cp866")));
        assertThat(source("sub/a.c", temp.resolve("sub/a.c")).text())
                .isEqualTo(new String(bytes, Charset.forName("cp866")));
        FileContent.Source told = source("sub/b.c", temp.resolve("sub/b.c"));
        assertThat(told.text()).isEqualTo(new String(bytes, Charset.forName("KOI8-R")));
        assertThat(told.guessedEncoding()).isEmpty();
        assertThat(source("sub/n.c", temp.resolve("sub/n.c")).guessedEncoding()).contains("KOI8-R");
        assertThat(told.hash()).isNotEqualTo(source("a.c", temp.resolve("a.c")).hash());
    }

    private FileContent.Source source(String path, Path file) throws IOException {
        return (FileContent.Source)
                reader.read(new ScannedFile(path, file, FileProbe.of(file).stamp()));
    }

    @Test
    void skipsBinaries() throws IOException {
        byte[] bytes = new byte[9_000];
        bytes[0] = 'x';
        assertSkipped(Files.write(temp.resolve("a.png"), bytes), SkipReason.BINARY);
    }

    @Test
    void doesNotOpenWhatTheNameSettles() {
        FileAccess access = fake(List.of(stamp(1)), path -> {
            throw new IOException("opened");
        });
        assertThat(new ContentReader(ContentLimits.DEFAULT, access).read(scanned(Path.of(".env"))))
                .isEqualTo(new FileContent.Skipped(stamp(1), SkipReason.SECRET));
    }

    @Test
    @Timeout(30)
    void aLinkOrFifoInPlaceOfTheFileIsNotOpened() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("target"));
        assertSkipped(link, SkipReason.SYMLINK);
        new ProcessBuilder("mkfifo", temp.resolve("pipe").toString()).start().waitFor();
        assertSkipped(temp.resolve("pipe"), SkipReason.SPECIAL_FILE);
    }

    @Test
    @Timeout(30)
    void aFifoThatTookTheFilesPlaceBetweenTheLookAndTheOpenIsSkipped() throws Exception {
        Path file = temp.resolve("a.py");
        Files.writeString(file, "x = 1\n");
        FileProbe regular = FileProbe.of(file);
        Files.delete(file);
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();

        assertThat(swapped(regular).read(scanned(file)))
                .isInstanceOfSatisfying(
                        FileContent.Skipped.class,
                        skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.SPECIAL_FILE));
    }

    @Test
    void aDirectoryThatBecameALinkLeadsNowhere() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("a.py"), "secret = 1\n");
        Path inside = Files.createSymbolicLink(temp.toRealPath().resolve("inside"), outside);

        assertThat(read(inside.resolve("a.py"))).isInstanceOf(FileContent.Failed.class);
    }

    /** A reader that sees {@code first} at its first look, and then what is really there. */
    private static ContentReader swapped(FileProbe first) {
        FileAccess real = FileAccess.real();
        Deque<FileProbe> looks = new ArrayDeque<>(List.of(first));
        return new ContentReader(ContentLimits.DEFAULT, new FileAccess() {
            @Override
            public FileProbe probe(Path file) throws IOException {
                return looks.isEmpty() ? real.probe(file) : looks.remove();
            }

            @Override
            public InputStream open(Path file) throws IOException {
                return real.open(file);
            }
        });
    }

    @Test
    void aMissingFileVanished() {
        assertThat(read(temp.resolve("missing"))).isEqualTo(new FileContent.Vanished());
    }

    @Test
    void readsAgainWhatChangedMeanwhile() {
        Deque<String> contents = new ArrayDeque<>(List.of("half", "whole"));
        FileAccess access = fake(List.of(stamp(1), stamp(2), stamp(2), stamp(2)), path -> stream(contents.remove()));
        FileContent.Source content =
                (FileContent.Source) new ContentReader(ContentLimits.DEFAULT, access).read(scanned(Path.of("a")));
        assertThat(content.text()).isEqualTo("whole");
        assertThat(content.stamp()).isEqualTo(stamp(2));
    }

    @Test
    void givesUpOnAFileThatChangesThreeTimes() {
        List<FileStamp> stamps = List.of(stamp(1), stamp(2), stamp(3), stamp(4), stamp(5), stamp(6));
        FileContent content =
                new ContentReader(ContentLimits.DEFAULT, fake(stamps, path -> stream("x"))).read(scanned(Path.of("a")));
        assertThat(content).isEqualTo(new FileContent.Failed("changed during each of 3 reads"));
    }

    @Test
    void anUnreadableFileFailsWithItsCause() {
        FileAccess access = fake(List.of(stamp(1)), path -> {
            throw new AccessDeniedException(path.toString());
        });
        assertThat(new ContentReader(ContentLimits.DEFAULT, access).read(scanned(Path.of("a"))))
                .isEqualTo(new FileContent.Failed("cannot be read: permission denied"));
    }

    @Test
    void mapCallsTheCaseThatFits() {
        FileContent.Cases<String> names = new FileContent.Cases<>() {
            @Override
            public String source(FileContent.Source content) {
                return content.text();
            }

            @Override
            public String skipped(FileContent.Skipped content) {
                return content.reason().label();
            }

            @Override
            public String failed(FileContent.Failed content) {
                return content.cause();
            }

            @Override
            public String vanished(FileContent.Vanished content) {
                return "gone";
            }
        };
        assertThat(new FileContent.Skipped(stamp(1), SkipReason.TOO_LARGE).map(names))
                .isEqualTo("too_large");
        assertThat(new FileContent.Failed("why").map(names)).isEqualTo("why");
        assertThat(new FileContent.Vanished().map(names)).isEqualTo("gone");
    }

    private void assertSkipped(Path file, SkipReason reason) {
        assertThat(read(file))
                .isInstanceOfSatisfying(
                        FileContent.Skipped.class,
                        skipped -> assertThat(skipped.reason()).isEqualTo(reason));
    }

    private FileContent read(Path file) {
        return reader.read(scanned(file));
    }

    private static ScannedFile scanned(Path file) {
        return new ScannedFile(String.valueOf(file.getFileName()), file, stamp(0));
    }

    private static FileStamp stamp(long modifiedNanos) {
        return new FileStamp(5, modifiedNanos, 1);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private interface Opener {
        InputStream open(Path file) throws IOException;
    }

    private static FileAccess fake(List<FileStamp> stamps, Opener opener) {
        Deque<FileStamp> left = new ArrayDeque<>(stamps);
        return new FileAccess() {
            @Override
            public FileProbe probe(Path file) {
                return new FileProbe(FileProbe.Kind.FILE, left.remove(), 0);
            }

            @Override
            public InputStream open(Path file) throws IOException {
                return opener.open(file);
            }
        };
    }

    @Test
    void aLineOfTenMegabytesIsPackedTextAndHarmless() throws IOException {
        ContentReader large = new ContentReader(new ContentLimits(16 << 20));
        for (String part : List.of("x", " ", "a b ", "# ", "-----BEGIN ")) {
            Path file = temp.resolve("line" + part.hashCode() + ".py");
            Files.writeString(file, part.repeat((10 << 20) / part.length()));
            ScannedFile scanned = new ScannedFile(
                    file.getFileName().toString(), file, FileProbe.of(file).stamp());
            assertThat(large.read(scanned))
                    .isInstanceOfSatisfying(
                            FileContent.Skipped.class,
                            skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.MINIFIED));
        }
    }
}
