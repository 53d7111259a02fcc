package io.espalier.prune;

/** How sparsity rises to its target over the rounds of a repeat. Round 1 is the first; the last reaches the target. */
public enum SparsitySchedule {
    /** The target in every round. */
    ONE_SHOT {
        @Override
        public double at(int round, int rounds, double target) {
            return target;
        }
    },
    /** The same fraction of what is kept each round: density d^(round/rounds) (Frankle and Carbin 2019). */
    GEOMETRIC {
        @Override
        public double at(int round, int rounds, double target) {
            return round == rounds ? target : 1 - StrictMath.pow(1 - target, (double) round / rounds);
        }
    },
    /** Fast at first, flat at the end: target (1 - (1 - round/rounds)^3) (Zhu and Gupta 2017). */
    CUBIC {
        @Override
        public double at(int round, int rounds, double target) {
            double left = 1 - (double) round / rounds;
            return target * (1 - left * left * left);
        }
    };

    /** Sparsity to reach in this round. */
    public abstract double at(int round, int rounds, double target);
}
