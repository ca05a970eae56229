package dev.codebasemcp.model;

import java.util.UUID;

/** Machines that tests pretend to be. */
public final class Machines {
    /** The machine of a test that does not say otherwise. */
    public static final MachineId HERE = new MachineId(UUID.fromString("4ead0000-0000-4000-8000-000000000001"));

    /** Another machine on the same server. */
    public static final MachineId ELSEWHERE = new MachineId(UUID.fromString("4ead0000-0000-4000-8000-000000000002"));

    private Machines() {}
}
