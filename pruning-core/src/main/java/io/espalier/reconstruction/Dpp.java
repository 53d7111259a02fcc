package io.espalier.reconstruction;

import io.espalier.random.RandomKey;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A determinantal point process over n items: a set Y has a probability in proportion to det(L_Y), which is large where
 * the items differ. Sampled at a fixed size k by the eigenvectors of L (Kulesza and Taskar 2012, algorithms 1 and 8).
 */
final class Dpp {
    private final int items;
    private final double[] logValues;
    private final double[][] vectors;

    /** @param kernel symmetric and positive definite */
    Dpp(DMatrixRMaj kernel) {
        items = kernel.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(items, true, true);
        if (!eigen.decompose(kernel.copy())) {
            throw new IllegalStateException("Cannot decompose the kernel: it is not finite");
        }
        logValues = new double[items];
        vectors = new double[items][];
        for (int i = 0; i < items; i++) {
            logValues[i] = StrictMath.log(Math.max(eigen.getEigenvalue(i).getReal(), Double.MIN_NORMAL));
            vectors[i] = eigen.getEigenVector(i).data;
        }
    }

    /**
     * Logarithms of the elementary symmetric polynomials: element (l, n) is that of the sum over all products of l of
     * the first n eigenvalues. Divided by det(L + I), that at n is the probability that a set has l items.
     */
    double[][] logElementary(int k) {
        double[][] e = new double[k + 1][items + 1];
        for (int l = 1; l <= k; l++) {
            e[l][0] = Double.NEGATIVE_INFINITY;
            for (int n = 1; n <= items; n++) {
                e[l][n] = logSum(e[l][n - 1], logValues[n - 1] + e[l - 1][n - 1]);
            }
        }
        return e;
    }

    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY
                ? larger
                : larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }

    /** A set of k items, ascending. */
    int[] sample(int k, RandomKey key) {
        return items(chosenVectors(k, key.with("vectors")), k, key.with("items"));
    }

    private double[][] chosenVectors(int k, RandomKey key) {
        double[][] e = logElementary(k);
        double[][] chosen = new double[k][];
        int left = k;
        for (int n = items; left > 0; n--) {
            double log = logValues[n - 1] + e[left - 1][n - 1] - e[left][n];
            if (StrictMath.log(key.uniform(n)) < log) {
                chosen[--left] = vectors[n - 1];
            }
        }
        return chosen;
    }

    /** Item by item, each in proportion to the part of its row that is orthogonal to the rows of those before it. */
    private int[] items(double[][] basis, int k, RandomKey key) {
        double[] rest = new double[items];
        for (double[] vector : basis) {
            for (int i = 0; i < items; i++) {
                rest[i] += vector[i] * vector[i];
            }
        }
        double[][] directions = new double[k][];
        boolean[] taken = new boolean[items];
        for (int t = 0; t < k; t++) {
            int item = draw(rest, taken, key.uniform(t));
            taken[item] = true;
            directions[t] = direction(basis, directions, t, item, StrictMath.sqrt(rest[item]));
            for (int i = 0; i < items; i++) {
                rest[i] = taken[i] ? 0 : Math.max(0, rest[i] - directions[t][i] * directions[t][i]);
            }
        }
        return IntStream.range(0, items).filter(i -> taken[i]).toArray();
    }

    private double[] direction(double[][] basis, double[][] before, int count, int item, double length) {
        double[] direction = new double[items];
        for (double[] vector : basis) {
            add(direction, vector, vector[item]);
        }
        for (int t = 0; t < count; t++) {
            add(direction, before[t], -before[t][item]);
        }
        for (int i = 0; i < items; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static void add(double[] sum, double[] vector, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private static int draw(double[] weights, boolean[] taken, double uniform) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform * total;
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (!taken[i]) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
