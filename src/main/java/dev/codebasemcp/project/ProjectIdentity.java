package dev.codebasemcp.project;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;

/**
 * Which project a config or a name stands for.
 *
 * @param registered whether the registry has it; if not, {@code id} is the config's or a proposal
 * @param registeredName its name in the registry: differs from {@code name} after the config was edited
 */
public record ProjectIdentity(
        ProjectId id, String name, DatabaseName database, boolean registered, String registeredName) {
    /** Whether the registry still has the name from before the config was edited. */
    public boolean renamed() {
        return registered && !registeredName.equals(name);
    }
}
