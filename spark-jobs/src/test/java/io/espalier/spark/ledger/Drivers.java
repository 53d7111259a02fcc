package io.espalier.spark.ledger;

import io.espalier.result.TrialRecord;
import io.espalier.spark.table.RowsInMemory;
import io.espalier.storage.Faults;
import io.espalier.storage.Faults.Fault;
import io.espalier.storage.Faults.Killed;
import io.espalier.storage.MemoryDisk;
import io.espalier.storage.MemoryStorage;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Some drivers of one sweep, each of which does what its turns say. A turn may come while another driver is in the middle
 * of its own. Everything that goes wrong follows from one number.
 */
final class Drivers {
    static final int COUNT = 3;
    private static final int TURNS_PER_INTERRUPTION = 15;
    private static final int OPERATIONS_PER_FAULT = 40;
    private static final int LATEST = 60;

    /** What a driver does. */
    enum Verb {
        /** Opens the sweep, as a new process. */
        OPEN,
        /** Plans and appends two trials. */
        APPEND,
        /** Takes back what has failed. */
        REOPEN,
        /** Ends. */
        DIE,
        /** The power goes, for all. */
        CUT
    }

    /** @param trial the first of two to append */
    record Turn(int driver, Verb verb, int trial) {}

    private final LedgerLaws laws = new LedgerLaws(new RowsInMemory());
    private final MemoryDisk disk;
    private final SplittableRandom random;
    private final Deque<Turn> turns;
    private final Map<Integer, Ledger> ledgers = new HashMap<>();
    private final Set<Integer> busy = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();

    Drivers(long luck, List<Turn> turns) throws IOException {
        this.random = new SplittableRandom(luck);
        this.disk = new MemoryDisk(random::nextInt, random.nextInt(LATEST));
        this.turns = new ArrayDeque<>(turns);
        laws.open(MemoryStorage.of(disk, Faults.NONE), LedgerLaws.BEFORE);
    }

    LedgerLaws laws() {
        return laws;
    }

    MemoryDisk disk() {
        return disk;
    }

    /** Completed trials whose append has returned; what has failed may be taken back. */
    Set<String> acknowledged() {
        acknowledged.removeIf(id -> LedgerLaws.FAILING.contains(id));
        return acknowledged;
    }

    /** Until all turns are done. */
    void run() {
        while (!turns.isEmpty()) {
            run(turns.poll());
        }
    }

    private void run(Turn turn) {
        busy.add(turn.driver());
        try {
            act(turn);
        } catch (Killed e) {
            ledgers.remove(turn.driver());
        } catch (IOException e) {
            // It goes on with its next turn.
        } finally {
            busy.remove(turn.driver());
        }
    }

    private void act(Turn turn) throws IOException {
        Ledger ledger = ledgers.get(turn.driver());
        switch (turn.verb()) {
            case OPEN -> ledgers.put(turn.driver(), laws.open(storage(), LedgerLaws.AFTER));
            case APPEND -> {
                if (ledger != null) {
                    append(ledger, turn.trial());
                }
            }
            case REOPEN -> {
                if (ledger != null) {
                    ledger.reopen(LedgerLaws.FAILED);
                }
            }
            case DIE -> ledgers.remove(turn.driver());
            case CUT -> cutPower();
        }
    }

    private void append(Ledger ledger, int trial) throws IOException {
        List<TrialRecord> two =
                List.of(LedgerLaws.RECORDS.get(trial), LedgerLaws.RECORDS.get((trial + 1) % LedgerLaws.TRIALS));
        ledger.plan(List.of(LedgerLaws.PLAN.get(trial), LedgerLaws.PLAN.get((trial + 1) % LedgerLaws.TRIALS)));
        LedgerLaws.append(ledger, two, acknowledged);
    }

    /** Only between turns: those in whose midst it came would have to end as well. */
    private void cutPower() {
        if (busy.size() == 1) {
            disk.cutPower();
            ledgers.clear();
        }
    }

    private Storage storage() {
        boolean[] dead = {false};
        return MemoryStorage.of(disk, verb -> {
            if (dead[0]) {
                return Fault.KILLED_BEFORE;
            }
            letAnotherGo();
            Fault fault = random.nextInt(OPERATIONS_PER_FAULT) == 0
                    ? Fault.values()[1 + random.nextInt(Fault.values().length - 1)]
                    : Fault.NO;
            dead[0] = fault == Fault.KILLED_BEFORE || fault == Fault.KILLED_AFTER;
            return fault;
        });
    }

    private void letAnotherGo() {
        if (!turns.isEmpty()
                && random.nextInt(TURNS_PER_INTERRUPTION) == 0
                && !busy.contains(turns.peek().driver())) {
            run(turns.poll());
        }
    }
}
