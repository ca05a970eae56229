package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.codebasemcp.model.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProbeTest {
    @TempDir
    private Path directory;

    @Test
    void theInodeAndTheDeviceAreThoseThatTheFileSystemTells() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("unix");
        Path file = Files.writeString(directory.resolve("a.txt"), "one");

        FileProbe probe = FileProbe.of(file);
        assertThat(probe.stamp().inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
        assertThat(probe.device()).isEqualTo(Files.getAttribute(file, "unix:dev"));
    }

    @Test
    void aFileInPlaceOfAnotherOfItsSizeAndTimeHasAnotherStamp() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        FileTime time = FileTime.fromMillis(1_000_000);
        Path file = Files.writeString(directory.resolve("a.txt"), "one");
        Files.setLastModifiedTime(file, time);
        FileProbe before = FileProbe.of(file);

        Path other = Files.writeString(directory.resolve("b.txt"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(FileProbe.of(file).stamp()).isNotEqualTo(before.stamp());
        assertThat(FileProbe.of(file).kind()).isEqualTo(FileProbe.Kind.FILE);
    }

    @Test
    void aFileChangedInPlaceWithItsTimeRestoredHasAnotherStamp() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("unix");
        FileTime time = FileTime.fromMillis(1_000_000);
        Path file = Files.writeString(directory.resolve("a.txt"), "one");
        Files.setLastModifiedTime(file, time);
        FileStamp before = FileProbe.of(file).stamp();
        // The clock of a file system goes by ticks of some milliseconds.
        Object changed = Files.getAttribute(file, "unix:ctime");
        while (Files.getAttribute(file, "unix:ctime").equals(changed)) {
            Files.writeString(file, "two");
            Files.setLastModifiedTime(file, time);
        }

        FileStamp after = FileProbe.of(file).stamp();
        FileStamp kept = new FileStamp(before.sizeBytes(), before.modifiedNanos(), before.mark());
        FileStamp older = new FileStamp(before.sizeBytes(), before.modifiedNanos(), before.inode());
        assertThat(after.isLike(before)).isFalse();
        assertThat(after.isLike(kept)).isFalse();
        assertThat(before.isLike(kept)).isTrue();
        assertThat(after.isLike(older)).isTrue();
        assertThat(after.lacksChange(older)).isTrue();
        assertThat(after.lacksChange(kept)).isFalse();
    }

    @Test
    void tellsDirectoriesAndLinksWithoutFollowingThem() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        assertThat(FileProbe.of(directory).kind()).isEqualTo(FileProbe.Kind.DIRECTORY);
        assertThat(FileProbe.of(link).kind()).isEqualTo(FileProbe.Kind.SYMLINK);
    }
}
