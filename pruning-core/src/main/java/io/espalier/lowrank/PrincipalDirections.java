package io.espalier.lowrank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Orthonormal directions in the space of a layer's units, the one that holds most of a Gram matrix first. Of the Gram
 * matrix W W' they are the left singular vectors of W; of that of the layer's outputs they are the outputs' principal
 * components, and keeping the first r loses the least of the outputs that any weights of rank r can.
 */
public final class PrincipalDirections {
    private final double[] shares;
    private final double[][] vectors;

    private PrincipalDirections(double[] shares, double[][] vectors) {
        this.shares = shares;
        this.vectors = vectors;
    }

    /** @param gram symmetric, without negative eigenvalues */
    public static PrincipalDirections of(DMatrixRMaj gram) {
        int size = gram.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(gram.copy())) {
            throw new IllegalStateException("Cannot decompose weights: they are not finite");
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(i -> i)
                .toArray();
        double[] values = Arrays.stream(order)
                .mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal()))
                .toArray();
        double[][] vectors =
                Arrays.stream(order).mapToObj(i -> eigen.getEigenVector(i).data).toArray(double[][]::new);
        return new PrincipalDirections(values, vectors);
    }

    /** Of the weights themselves. */
    public static PrincipalDirections of(float[][] weights) {
        DMatrixRMaj gram = new DMatrixRMaj(weights.length, weights.length);
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j <= i; j++) {
                double product = product(weights[i], weights[j]);
                gram.set(i, j, product);
                gram.set(j, i, product);
            }
        }
        return of(gram);
    }

    private static double product(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    /** The least number of directions, at least one, that hold this part of the Gram matrix's trace. */
    public int rank(double energy) {
        double missing = (1 - energy) * Arrays.stream(shares).sum();
        int rank = shares.length;
        double left = 0;
        while (rank > 1 && left + shares[rank - 1] <= missing) {
            left += shares[--rank];
        }
        return rank;
    }

    /** Weights projected on the first directions: E and E'W. */
    public Factors project(float[][] weights, int rank) {
        float[][] left = new float[weights.length][rank];
        float[][] right = new float[rank][weights[0].length];
        for (int k = 0; k < rank; k++) {
            double[] sum = new double[weights[0].length];
            for (int row = 0; row < weights.length; row++) {
                left[row][k] = (float) vectors[k][row];
                add(vectors[k][row], weights[row], sum);
            }
            for (int i = 0; i < sum.length; i++) {
                right[k][i] = (float) sum[i];
            }
        }
        return new Factors(left, right);
    }

    private static void add(double factor, float[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }
}
