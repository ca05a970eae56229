package dev.codebasemcp.jobs;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.model.MachineId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The right to run a job on this machine, of which all its server processes together have {@value #AT_ONCE}. Each is an
 * advisory lock, so that it is free again as soon as its process dies. Used by the worker's loop alone.
 */
final class MachineSlots {
    /** A job uses all cores. The second is there for a small repository that need not wait for a large one. */
    static final int AT_ONCE = 2;

    private final Supplier<AdvisoryLocks> locks;
    private final Supplier<MachineId> machine;
    private final Map<Integer, AdvisoryLocks.Held> held = new HashMap<>();

    MachineSlots(Supplier<AdvisoryLocks> locks, Supplier<MachineId> machine) {
        this.locks = locks;
        this.machine = machine;
    }

    /** Takes what is free; returns how many this process has. */
    int take() {
        held.values().removeIf(lock -> !lock.isAlive());
        for (int slot = 0; slot < AT_ONCE; slot++) {
            if (!held.containsKey(slot)) {
                Optional<AdvisoryLocks.Held> lock =
                        locks.get().tryHold(LockKey.of("job-slot", machine.get() + "/" + slot));
                if (lock.isPresent()) {
                    held.put(slot, lock.get());
                }
            }
        }
        return held.size();
    }

    /** Gives back all but so many. */
    void keep(int count) {
        for (int slot = 0; slot < AT_ONCE && held.size() > count; slot++) {
            AdvisoryLocks.Held lock = held.remove(slot);
            if (lock != null) {
                lock.close();
            }
        }
    }
}
