package io.espalier.storage;

/** What goes wrong at the operations of a {@link MemoryStorage}, each asked for once and in turn. */
@FunctionalInterface
public interface Faults {
    /** Nothing does. */
    Faults NONE = verb -> Fault.NO;

    /** What becomes of an operation by this verb. */
    Fault next(String verb);

    /** One operation's. */
    enum Fault {
        /** It is done. */
        NO,
        /** It fails, and nothing was done. */
        REFUSED,
        /** It is done, and then reported as failed. */
        AMBIGUOUS,
        /** The process ends before it is done. */
        KILLED_BEFORE,
        /** The process ends when it has been done. */
        KILLED_AFTER;

        void before(String verb, String name) throws StoreException {
            if (this == REFUSED) {
                throw new StoreException(verb, name, "try again later");
            }
            if (this == KILLED_BEFORE) {
                throw new Killed();
            }
        }

        void after(String verb, String name) throws StoreException {
            if (this == AMBIGUOUS) {
                throw new StoreException(verb, name, "the connection broke");
            }
            if (this == KILLED_AFTER) {
                throw new Killed();
            }
        }
    }

    /** A fault at the operation of this number, counted from 0; a process that was killed does nothing any more. */
    static Faults at(int operation, Fault fault) {
        int[] count = {0};
        return verb -> {
            int now = count[0]++;
            boolean dead = fault.name().startsWith("KILLED") && now > operation;
            return now == operation ? fault : dead ? Fault.KILLED_BEFORE : Fault.NO;
        };
    }

    /** Stands for the end of a process: no code catches it. */
    final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
