package io.espalier.spark.report;

/** Which of the grids that a sweep's file has described a report is about. */
public enum Grids {
    /** That of the file as it ran last. */
    PRESENT {
        @Override
        boolean shows(RecordedTrial trial) {
            return trial.isPresent();
        }
    },
    /** Those before it, too. */
    ALL {
        @Override
        boolean shows(RecordedTrial trial) {
            return true;
        }
    };

    abstract boolean shows(RecordedTrial trial);
}
