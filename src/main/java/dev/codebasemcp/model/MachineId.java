package dev.codebasemcp.model;

import java.util.Optional;
import java.util.UUID;

/** The identity of a machine: of one home directory of this program, whose paths its jobs and repositories name. */
public record MachineId(UUID value) {
    /** A new identity that no machine has yet. */
    public static MachineId random() {
        return new MachineId(UUID.randomUUID());
    }

    /** The identity written as {@code text} in the canonical form of a UUID, in any case; empty if it is none. */
    public static Optional<MachineId> parse(String text) {
        return Uuids.parse(text).map(MachineId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
