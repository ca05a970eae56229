package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file with the password of the embedded server's only role. */
final class DatabasePassword {
    private static final int BYTES = 24;
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private DatabasePassword() {}

    /**
     * The password; empty if the file is missing or has no valid one.
     *
     * @throws UnavailableException if the file cannot be read now; that must not count as a lost password
     */
    static Optional<String> read(ServerFiles files) {
        try {
            String text = new String(Files.readAllBytes(files.passwordFile()), StandardCharsets.ISO_8859_1).strip();
            return Optional.of(text).filter(USABLE.asMatchPredicate());
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            if (Files.isDirectory(files.passwordFile())) {
                return Optional.empty();
            }
            throw new UnavailableException(
                    "Cannot read " + files.passwordFile() + ": " + failure + "." + FileAdvice.of(failure), failure);
        }
    }

    /**
     * The password.
     *
     * @throws UnavailableException if there is none
     */
    static String get(ServerFiles files) {
        return read(files)
                .orElseThrow(() -> new UnavailableException(files.passwordFile() + " does not contain a password."));
    }

    /** Writes a new password to the file; the server does not know it yet. */
    static void renew(ServerFiles files) throws IOException {
        if (Files.isDirectory(files.passwordFile())) {
            ServerBinaries.deleteTree(files.passwordFile());
        }
        files.writePrivately(files.passwordFile(), HexFormat.of().formatHex(random(BYTES)));
    }

    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
