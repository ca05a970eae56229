package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RegularFileTest {
    @TempDir
    private Path folder;

    @Test
    void aRegularFileIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (InputStream in = RegularFile.open(file, LinkOption.NOFOLLOW_LINKS);
                InputStream through = RegularFile.open(link)) {
            assertThat(in).hasContent("text");
            assertThat(through).hasContent("text");
        }
        assertThatThrownBy(() -> RegularFile.open(link, LinkOption.NOFOLLOW_LINKS))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFifoThatNobodyWritesToHoldsNobodyUp() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), fifo);

        assertThatThrownBy(() -> RegularFile.open(fifo, LinkOption.NOFOLLOW_LINKS))
                .isInstanceOf(NotRegularException.class);
        assertThatThrownBy(() -> RegularFile.open(link)).isInstanceOf(NotRegularException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsNotRead() {
        assertThatThrownBy(() -> RegularFile.open(Path.of("/dev/zero"))).isInstanceOf(NotRegularException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelsFileSystemsAreTold() {
        assertThat(KernelFileSystem.around(Path.of("/proc/self"))).contains("proc");
        assertThat(KernelFileSystem.around(folder)).isEmpty();
    }
}
