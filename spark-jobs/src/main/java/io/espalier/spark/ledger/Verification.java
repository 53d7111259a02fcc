package io.espalier.spark.ledger;

import io.espalier.run.store.StepStore;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.ContentStore;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A proof that a sweep's output is whole, or what is wrong with it: every planned trial is one row, every file can be
 * read to its end and has the right columns, no other file lies among them, layers and curves belong to committed batches,
 * rows and metrics say what the store's measurements say, and the store's blobs are what was written, each by one writer's result.
 */
public record Verification(List<Check> checks) {
    /** One thing that was looked at, with what was found there; it holds if there is no problem. */
    public record Check(String finding, List<String> problems) {
        public Check {
            problems = List.copyOf(problems);
        }

        public boolean holds() {
            return problems.isEmpty();
        }
    }

    public Verification {
        checks = List.copyOf(checks);
    }

    /** This with one more. */
    public Verification and(Check check) {
        List<Check> all = new ArrayList<>(checks);
        all.add(check);
        return new Verification(all);
    }

    /** Whether every check holds. */
    public boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    /**
     * Reads all of a sweep's output, and all of a store if one is given.
     *
     * @throws StoreException if the folder holds no sweep
     */
    public static Verification of(Storage out, Optional<Storage> store) throws IOException {
        return of(out, SweepTables.in(out), store);
    }

    /** The same, with tables of another format. */
    static Verification of(Storage out, SweepTables own, Optional<Storage> store) throws IOException {
        checkIsSweep(out);
        List<Check> checks = new ArrayList<>();
        TableChecks tables = new TableChecks(out, own, stepStore(store));
        List<Check> ofTables = tables.run();
        checks.add(description(out, tables::isObjective));
        checks.addAll(ofTables);
        if (store.isPresent()) {
            checks.addAll(blobs(store.get()));
        }
        return new Verification(checks);
    }

    private static void checkIsSweep(Storage out) throws IOException {
        try {
            SweepDescription.required(out, "verify");
        } catch (DamagedException e) {
            // A problem like others, which the checks name.
        }
    }

    private static Check description(Storage out, Predicate<String> isObjective) throws IOException {
        try {
            SweepDescription sweep = SweepDescription.required(out, "verify");
            return new Check(
                    "sweep %s, schema version %d".formatted(sweep.sweep(), sweep.schemaVersion()),
                    sweep.problems(out, isObjective));
        } catch (DamagedException e) {
            return new Check(
                    "a description of the sweep", List.of(e.getMessage() + ": running the sweep again rewrites it"));
        }
    }

    private static Optional<StepStore> stepStore(Optional<Storage> store) throws IOException {
        return store.isPresent()
                ? Optional.of(new StepStore(ContentStore.open(store.get()), StepStore.Access.REUSE))
                : Optional.empty();
    }

    private static List<Check> blobs(Storage store) throws IOException {
        if (store.list("").isEmpty()) {
            throw new StoreException("verify", store.toString(), "no such folder");
        }
        ContentStore.Audit audit = ContentStore.open(store).audit();
        List<String> damaged = audit.damaged().stream()
                .map(blob -> new DamagedException(store.locate(blob), "SHA-256 differs").getMessage())
                .toList();
        List<String> violations = audit.violations().stream()
                .map(kept -> "Determinism violation: " + store.locate(kept) + " differs from what was stored first")
                .toList();
        return List.of(
                new Check(audit.blobs() + " blobs in the store, " + damaged.size() + " damaged", damaged),
                new Check(violations.size() + " determinism violations", violations));
    }
}
