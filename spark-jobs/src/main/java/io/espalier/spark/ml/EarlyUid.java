package io.espalier.spark.ml;

/**
 * The uid of a stage under construction. MLlib's superclasses ask for it while they build their params, which in Scala
 * is after a subclass has set its uid and in Java before. So it waits here, for the constructing thread, until then.
 */
record EarlyUid(String uid) {
    private static final ThreadLocal<EarlyUid> WAITING = new ThreadLocal<>();

    /** To be called as an argument of the constructor that calls the superclass's. */
    static EarlyUid of(String uid) {
        EarlyUid early = new EarlyUid(uid);
        WAITING.set(early);
        return early;
    }

    /** What {@code uid()} gives until the stage has its own. */
    static String waiting() {
        return WAITING.get().uid;
    }

    /** The uid, for the stage to keep. */
    String settle() {
        WAITING.remove();
        return uid;
    }
}
