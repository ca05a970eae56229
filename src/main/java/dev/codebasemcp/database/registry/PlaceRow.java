package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.MachineId;
import java.util.Optional;

/**
 * A place on a machine where a config without an id stands for a project.
 *
 * @param place the name of the place, which means something on that machine only
 * @param firstCommit the id of the first commit of the repository there; empty if none is known
 */
public record PlaceRow(MachineId machine, String place, Optional<String> firstCommit) {}
