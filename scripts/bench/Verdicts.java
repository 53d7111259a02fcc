import io.espalier.pareto.Objective;
import io.espalier.pareto.TrialResult;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.Verdict;
import io.espalier.result.TrialRow.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;

/** The simulation of scripts/bench/verdicts. */
public final class Verdicts {
    private static final int[] SEEDS = {2, 3, 5, 10};
    private static final int[] EXAMPLES = {60, 100, 360, 1_000, 10_000};
    private static final double[] ERRORS = {0.02, 0.05, 0.2};
    private static final int CONTROLS = 4;
    private static final double LEVEL = 0.05;

    /** How the errors of one treatment come about. */
    enum World {
        /** Every answer of every seed is drawn by itself. */
        INDEPENDENT {
            @Override
            int[] counts(int seeds, int examples, double error, SplittableRandom random) {
                return draws(seeds, () -> binomial(examples, error, random));
            }
        },
        /** The same part of the examples is hard for every treatment, and wrong half of the time. */
        SHARED {
            @Override
            int[] counts(int seeds, int examples, double error, SplittableRandom random) {
                int hard = (int) Math.round(2 * error * examples);
                return draws(seeds, () -> binomial(hard, 0.5, random));
            }
        },
        /** Each treatment has hard examples of its own, wrong under every seed. */
        OWN {
            @Override
            int[] counts(int seeds, int examples, double error, SplittableRandom random) {
                int hard = binomial(examples, error, random);
                return draws(seeds, () -> hard);
            }
        },
        /** Own hard examples, and training that comes out better or worse by seed. */
        UNSTABLE {
            @Override
            int[] counts(int seeds, int examples, double error, SplittableRandom random) {
                int hard = binomial(examples, error / 2, random);
                return draws(seeds, () -> hard + binomial(examples - hard, random.nextDouble() * error, random));
            }
        };

        abstract int[] counts(int seeds, int examples, double error, SplittableRandom random);
    }

    private interface Draw {
        int next();
    }

    private static int[] draws(int seeds, Draw draw) {
        int[] counts = new int[seeds];
        Arrays.setAll(counts, seed -> draw.next());
        return counts;
    }

    /** Jumps from one success to the next. */
    private static int binomial(int trials, double p, SplittableRandom random) {
        int successes = 0;
        double scale = 1 / Math.log1p(-p);
        for (double at = Math.log(1 - random.nextDouble()) * scale; at < trials; successes++) {
            at = Math.floor(at) + 1 + Math.log(1 - random.nextDouble()) * scale;
        }
        return successes;
    }

    /** A rule gives how many of the controls it decides on. */
    private interface Rule {
        long decided(int[] candidate, int[][] controls, int examples);
    }

    private static long inUse(int[] candidate, int[][] controls, int examples) {
        List<TrialResult> trials = new ArrayList<>();
        for (int seed = 0; seed < candidate.length; seed++) {
            Map<String, TrialResult.Sibling> errors = new HashMap<>();
            for (int control = 0; control < controls.length; control++) {
                errors.put("c" + control, new TrialResult.Sibling(controls[control][seed] / (double) examples));
            }
            Map<String, Double> values = Map.of("validation_error", candidate[seed] / (double) examples);
            trials.add(new TrialResult(
                    "" + seed, "candidate", Map.of(), seed, State.COMPLETED, values, errors, examples, TrialResult.USUAL.get(0), TrialResult.CANDIDATE));
        }
        return SweepReport.of(Objective.parseAll("validation_error:min"), trials).members().get(0).controls().stream()
                .filter(verdict -> verdict.verdict() != Verdict.TIES)
                .count();
    }

    private static long plain(int[] candidate, int[][] controls, int examples) {
        return holm(Arrays.stream(controls).mapToDouble(control -> p(candidate, control, 0)).toArray());
    }

    private static long floored(int[] candidate, int[][] controls, int examples) {
        return holm(Arrays.stream(controls)
                .mapToDouble(control -> p(candidate, control, answers(candidate, examples) + answers(control, examples)))
                .toArray());
    }

    /** Variance of a mean of independent answers, in examples squared. */
    private static double answers(int[] counts, int examples) {
        double error = Arrays.stream(counts).average().orElse(0) / examples;
        return examples * error * (1 - error) / counts.length;
    }

    private static double p(int[] first, int[] second, double least) {
        int n = first.length;
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        double mean = Arrays.stream(differences).sum() / n;
        double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double variance = Math.max(least, squares / (n - 1) / n);
        if (mean == 0) {
            return 1;
        }
        return variance == 0
                ? 0
                : 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean) / Math.sqrt(variance));
    }

    private static long holm(double[] p) {
        Arrays.sort(p);
        int decided = 0;
        while (decided < p.length && p[decided] * (p.length - decided) < LEVEL) {
            decided++;
        }
        return decided;
    }

    public static void main(String[] arguments) {
        int sweeps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Rule> rules = Map.of(
                "in use", Verdicts::inUse, "paired t", Verdicts::plain, "floored", Verdicts::floored);
        System.out.println("decided, % of verdicts: the worst over errors of 2, 5 and 20% where nothing differs; power at 10% against 5%");
        System.out.printf("%-9s %5s %8s", "rule", "seeds", "examples");
        for (World world : World.values()) {
            System.out.printf(" %11s", world.name().toLowerCase());
        }
        System.out.printf(" %7s%n", "power");
        double worst = 0;
        for (String name : List.of("in use", "paired t", "floored")) {
            for (int seeds : SEEDS) {
                for (int examples : EXAMPLES) {
                    System.out.printf("%-9s %5d %,8d", name, seeds, examples);
                    for (World world : World.values()) {
                        double most = 0;
                        for (double error : ERRORS) {
                            most = Math.max(most, share(rules.get(name), world, seeds, examples, error, error, sweeps, random));
                        }
                        worst = name.equals("in use") ? Math.max(worst, most) : worst;
                        System.out.printf(" %11.1f", 100 * most);
                    }
                    System.out.printf(" %7.1f%n", 100 * share(rules.get(name), World.INDEPENDENT, seeds, examples, 0.05, 0.1, sweeps, random));
                }
            }
        }
        System.out.printf("worst of the rule in use: %.1f%% (%s)%n", 100 * worst, worst <= 0.06 ? "at most 5 + 1" : "too many");
        System.exit(worst <= 0.06 ? 0 : 1);
    }

    private static double share(
            Rule rule, World world, int seeds, int examples, double candidate, double control, int sweeps, SplittableRandom random) {
        long decided = 0;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            int[][] controls = new int[CONTROLS][];
            Arrays.setAll(controls, i -> world.counts(seeds, examples, control, random));
            decided += rule.decided(world.counts(seeds, examples, candidate, random), controls, examples);
        }
        return decided / (double) (sweeps * CONTROLS);
    }
}
