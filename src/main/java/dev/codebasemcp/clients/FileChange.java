package dev.codebasemcp.clients;

import dev.codebasemcp.model.RejectedException;
import java.util.Optional;

/**
 * Puts a part of ours into a file of another program, or takes it out. Nothing else in the file changes, and a file
 * that cannot be read is left alone.
 */
record FileChange(TextFile file, Part part) {
    /**
     * Adds or updates the part. The first change keeps a copy of the file beside it.
     *
     * @throws ChangedFileException if another program changed the file since it was read
     * @throws RejectedException if the file cannot be changed; it is then as it was
     */
    ClientChange.Kind install() {
        try {
            String text = file.text();
            String changed = part.put(text);
            if (changed.equals(text)) {
                return ClientChange.Kind.UNCHANGED;
            }
            boolean isFirst = !part.isIn(text);
            // A file of our own making has nothing to keep.
            if (isFirst || (file.backup().isEmpty() && !isUntouched(text, ""))) {
                file.keepBackup();
            }
            file.replace(changed);
            return isFirst ? ClientChange.Kind.ADDED : ClientChange.Kind.UPDATED;
        } catch (BrokenTextException broken) {
            throw refused(broken);
        }
    }

    /**
     * Does as {@link #install} does, but for the writing.
     *
     * @throws RejectedException if the file could not be changed
     */
    void check() {
        try {
            String text = file.text();
            if (!part.put(text).equals(text)) {
                file.checkWritable();
            }
        } catch (BrokenTextException broken) {
            throw refused(broken);
        }
    }

    /**
     * Takes the part out. A file that nobody else changed since gets its old bytes back; one that we made is removed.
     *
     * @throws ChangedFileException if another program changed the file since it was read
     * @throws RejectedException if the file cannot be changed; it is then as it was
     */
    ClientChange.Kind uninstall() {
        try {
            String text = file.text();
            if (!part.isIn(text)) {
                return ClientChange.Kind.ABSENT;
            }
            Optional<TextFile> backup = file.backup();
            Optional<String> original = backup.map(TextFile::text);
            boolean isUntouched = isUntouched(text, original.orElse(""));
            if (backup.isEmpty() && isUntouched) {
                file.delete();
            } else if (backup.isPresent() && isUntouched) {
                file.restore(backup.get());
                file.dropBackup();
            } else {
                file.replace(part.remove(text, original));
                if (backup.isPresent()) {
                    file.dropBackup();
                }
            }
            return ClientChange.Kind.REMOVED;
        } catch (BrokenTextException broken) {
            throw refused(broken);
        }
    }

    /** Returns whether {@code text} is what adding our part made of {@code original}. */
    private boolean isUntouched(String text, String original) throws BrokenTextException {
        return !part.isIn(original) && part.again(original, text).equals(text);
    }

    private RejectedException refused(BrokenTextException broken) {
        return new RejectedException(file.named() + ": " + broken.getMessage() + ". The file is left alone.", broken);
    }
}
