package dev.codebasemcp.clients;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One client and its configuration.
 *
 * @param name as users type it
 * @param title as its maker writes it
 * @param recognized whether it seems to be installed
 * @param file where its servers are configured; empty if it has no such file in this scope
 * @param command the command of our entry; empty without one
 * @param problem why the server would not start, or why the file cannot be read; empty without a problem
 */
public record ClientState(
        String name,
        String title,
        boolean recognized,
        Optional<Path> file,
        Optional<ServerCommand> command,
        Optional<String> problem) {
    public boolean isConfigured() {
        return command.isPresent();
    }
}
