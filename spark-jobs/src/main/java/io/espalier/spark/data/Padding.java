package io.espalier.spark.data;

/** Where shorter series get steps of 0, so that all have as many as the longest. */
public enum Padding {
    /** Nowhere: series of different lengths are rejected. */
    REFUSED {
        @Override
        int start(int steps, int longest) {
            return 0;
        }
    },
    /** Before the first step. */
    FRONT {
        @Override
        int start(int steps, int longest) {
            return longest - steps;
        }
    },
    /** After the last step. */
    END {
        @Override
        int start(int steps, int longest) {
            return 0;
        }
    };

    /** Where the first of so many steps comes to stand. */
    abstract int start(int steps, int longest);
}
