package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.MachineId;
import java.util.Optional;

/**
 * A place on a machine where a config without an id refers to a project.
 *
 * @param place the name of the place, valid on that machine only
 * @param firstCommit the id of the first commit of the repository there; empty if unknown
 */
public record PlaceRow(MachineId machine, String place, Optional<String> firstCommit) {}
